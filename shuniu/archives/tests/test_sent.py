"""发文归档: print, dispatch slip and signed draft together, the number on the item, and the document says that it is filed."""

# The draft and its hands come by their names.
# ruff: noqa: F401, F811

from __future__ import annotations

import pytest

from shuniu.archives import operations as archive
from shuniu.archives.contents import contents_of
from shuniu.archives.tests.conftest import settled
from shuniu.conftest import acting
from shuniu.documents import operations
from shuniu.documents.choices import State as DocumentState
from shuniu.documents.tests.conftest import draft, files_stay_here, fresh, numbered, office, signed, wording
from shuniu.matters.choices import State
from shuniu.matters.models import Matter
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.routing.models import Slip


def settled_matter(document) -> Matter:
    """Closed by whoever had it, its slips at their end."""
    now = moment.now()
    Slip.objects.filter(matter=document.matter_id, ended_at=None).update(ended_at=now, outcome="completed")
    Matter.objects.filter(pk=document.matter_id).update(state=State.DONE, completed=now, result="已印发")
    return Matter.objects.select_related("unit", "lead").get(pk=document.matter_id)


def issued(office, document):
    numbered(office, document)
    operations.print_document(fresh(document), by=acting(office.wang))
    operations.seal(fresh(document), by=acting(office.wang))
    operations.issue(fresh(document), by=acting(office.wang))
    return fresh(document)


def test_a_sent_paper_is_filed_with_print_slip_and_signed_draft(office, draft):
    settled(office)
    operations.keep_writing(
        draft, wording=wording(note="此件公开发布"), base=draft.wording, by=acting(office.li)
    )
    document = issued(office, fresh(draft))
    item = archive.decide(settled_matter(document), by=acting(office.li)).item
    assert [part.role for part in item.parts.all()] == ["print", "slip", "dispatch", "draft"]
    assert (item.doc_number, item.issuer) == ("青政办发〔2026〕1号", "青岚县人民政府办公室")
    dispatch = item.parts.get(role="dispatch").record
    assert [one["by"] for one in dispatch["opinions"]] == ["陆怀远"]
    assert "加强值班值守" in item.parts.get(role="draft").record["text"]
    assert [one["name"] for one in item.left_out] == [f"第{n}稿" for n in range(1, len(item.left_out) + 1)]
    assert fresh(draft).state == DocumentState.FILED


def test_without_a_signed_draft_and_a_print_it_is_not_filed_as_complete(office, draft):
    settled(office)
    matter = settled_matter(draft)
    assert contents_of(matter).missing == ("正本", "签发稿")
    with pytest.raises(Refused) as refused:
        archive.decide(matter, by=acting(office.li))
    assert refused.value.code == "A-02"
