"""邮件包: the paper for a body outside: PDF, its facts as JSON, and hashes by which it can be checked."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

from shuniu.documents.models import Document
from shuniu.files.store import store


def package_of(document: Document) -> bytes:
    """A ZIP with the printed bytes and `facts.json`; opened without this program."""
    printing = document.printings.select_related("file", "version").order_by("-at", "-id")[0]
    pdf = store().read(printing.file.sha256)
    dated = document.dated
    facts = {
        "title": document.wording.title,
        "number": document.doc_number,
        "kind": document.kind,
        "issuers": document.issuers,
        "recipients": document.wording.recipients,
        "copies_to": document.wording.copies,
        "dated": dated.isoformat() if dated else "",
        "words_sha256": printing.version.sha256,
        "files": {"document.pdf": hashlib.sha256(pdf).hexdigest()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("document.pdf", pdf),
            ("facts.json", json.dumps(facts, ensure_ascii=False, indent=1).encode()),
        ):
            # The hour of making is no fact of the paper: the same paper gives the same package.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return packed.getvalue()
