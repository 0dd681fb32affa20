"""写: what is typed is kept at once and merged by paragraph; what is handed over becomes a version and stays."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shuniu.documents import rules
from shuniu.documents.checking import Finding
from shuniu.documents.guard import guard, guard_words
from shuniu.documents.merging import Merged, merge
from shuniu.documents.models import Document, Excuse, Hold, Remark, Version
from shuniu.documents.operations.drafting import locked_document
from shuniu.documents.wording import Wording
from shuniu.journal.recording import record
from shuniu.matters.models import Reading
from shuniu.matters.operations.changing import change
from shuniu.matters.search import index
from shuniu.org import moment
from shuniu.org.actor import Actor
from shuniu.org.refusals import Refused, require

HELD = timedelta(seconds=45)


@transaction.atomic
def keep_writing(
    document: Document, *, wording: Wording, base: Wording, by: Actor
) -> tuple[Document, Merged]:
    """自动存: what was typed since `base`, merged into what stands now. Not an act of anybody yet: it writes no line.

    Of a paragraph that somebody else changed meanwhile theirs stands, and mine comes back among the conflicts.
    """
    guard(wording)
    _matter, document = locked_document(document)
    require(rules.may_write(by, document))
    standing = document.wording
    merged = merge(base, standing, wording)
    if merged.wording != standing:
        _put(document, merged.wording, by)
    return document, merged


def _put(document: Document, wording: Wording, by: Actor) -> None:
    standing = document.wording
    authors = {
        key: document.authors.get(key, by.name) if text == standing.text(key) else by.name
        for key, text in wording.places()
        if text
    }
    document.content, document.authors = wording.to_json(), authors
    document.revision += 1
    document.saved_at, document.saved_by = moment.now(), by.person
    document.save(update_fields=["content", "authors", "revision", "saved_at", "saved_by"])


def freeze(document: Document, *, by: Actor, why: str) -> Version:
    """成一稿: called inside a verb that hands the draft over. The same words are not counted twice."""
    last = document.versions.order_by("-number").first()
    wording = document.wording
    if last is not None and last.sha256 == wording.sha256:
        return last
    version = Version.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        content=document.content,
        authors=document.authors,
        by=document.saved_by or by.somebody,
        at=moment.now(),
        why=why[:200],
        sha256=wording.sha256,
    )
    # The leader's page, search and likeness read the words of a matter where all matters have them.
    text = "\n".join(text for _key, text in wording.places() if text)
    Reading.objects.update_or_create(matter=document.matter, defaults={"text": text})
    index(document.matter, text=text)
    return version


def save_version(document: Document, *, why: str, by: Actor) -> Version:
    """存一稿: the text as it stands now, kept for good, with the reason."""
    if not why.strip():
        raise Refused(_("说一句这一稿改了什么"), "why", "why")
    with record("document.version_saved", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_write(by, document))
        version = freeze(document, by=by, why=why.strip())
        if document.wording.title and document.wording.title != matter.title:
            change(line, matter, title=document.wording.title[:200])
        else:
            change(line, matter)
        line.update(version=version.number, why=version.why, sha256=version.sha256)
    return version


def bring_in(document: Document, *, wording: Wording, source: str, by: Actor) -> Version:
    """导入: a text written elsewhere comes back as a new version; what stood before is a version too."""
    guard(wording)
    with record("document.brought_in", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_write(by, document))
        freeze(document, by=by, why=_("导入以前"))
        _put(document, wording, by)
        version = freeze(document, by=by, why=_("导入“%s”") % source)
        change(line, matter)
        line.update(source=source, version=version.number, sha256=version.sha256)
    return version


def hold(document: Document, *, key: str, by: Actor) -> list[Hold]:
    """正在写这一段: says so to the others, who see the name; gives what others hold now."""
    now = moment.now()
    if key:
        Hold.objects.update_or_create(document=document, key=key[:20], person=by.person, defaults={"at": now})
    Hold.objects.filter(document=document, person=by.person).exclude(key=key[:20]).delete()
    return others_hold(document, by)


def others_hold(document: Document, by: Actor) -> list[Hold]:
    fresh = Hold.objects.filter(document=document, at__gt=moment.now() - HELD)
    return list(fresh.exclude(person=by.person).select_related("person"))


def remark(document: Document, *, words: str, by: Actor, key: str = "") -> Remark:
    """旁批: what somebody thinks of a paragraph, or of the whole."""
    if not words.strip():
        raise Refused(_("写一句意见"), "words", "words")
    guard_words(words)
    with record("document.remarked", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_remark(by, document))
        quote = document.wording.text(key)[:200] if key else ""
        made = Remark.objects.create(
            document=document,
            key=key,
            quote=quote,
            words=words.strip()[:2000],
            by=by.somebody,
            at=moment.now(),
        )
        change(line, matter)
        line.update(words=made.words, quote=quote[:40], remark=made.pk)
    return made


def answer(remark: Remark, *, words: str, adopted: bool, by: Actor) -> Remark:
    """答复意见: taken or not, and why; nothing that was said goes unanswered before the office passes it on."""
    words = words.strip() or (_("已采纳") if adopted else "")
    if not words:
        raise Refused(_("不采纳要说一句为什么"), "words", "words")
    guard_words(words)
    with record("document.remark_answered", by=by, subject=remark.document.matter) as line:
        matter, document = locked_document(remark.document)
        remark = Remark.objects.select_for_update(of=("self",)).select_related("by").get(pk=remark.pk)
        remark.document = document
        require(rules.may_answer(by, remark))
        remark.answer, remark.adopted = words, adopted
        remark.answered_by, remark.answered_at = by.person, moment.now()
        remark.save()
        change(line, matter)
        line.update(words=words, whom=remark.by.name, adopted=adopted, remark=remark.pk)
    return remark


def excuse(document: Document, finding: Finding, *, words: str, by: Actor) -> Excuse:
    """说明: why a finding stays as it is; it holds until the words it is about change."""
    if not words.strip():
        raise Refused(_("说一个词,为什么这样写"), "words", "words")
    guard_words(words)
    with record("document.excused", by=by, subject=document.matter) as line:
        matter, document = locked_document(document)
        require(rules.may_excuse(by, document))
        made, _new = Excuse.objects.get_or_create(
            document=document,
            mark=finding.mark,
            defaults={
                "rule": finding.rule,
                "words": words.strip()[:200],
                "by": by.somebody,
                "at": moment.now(),
            },
        )
        change(line, matter)
        line.update(rule=finding.rule, what=finding.why, words=made.words)
    return made


def mend(document: Document, finding: Finding, *, by: Actor) -> Document:
    """改: what a finding proposes is put in, on a press; never on a signed text."""
    if finding.fix is None:
        raise Refused(_("这一处要自己改"), "fix")
    standing = document.wording
    document, merged = keep_writing(
        document, wording=standing.with_text(finding.key, finding.fix), base=standing, by=by
    )
    if merged.conflicts:
        raise Refused(_("这一段刚有人改过,再查一遍"), "conflict")
    return document
