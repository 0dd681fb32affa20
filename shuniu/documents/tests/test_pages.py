"""发文的页: who sees what, lists that ask the same for one row as for three, errors that keep what was typed."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuniu.conftest import acting
from shuniu.documents import operations
from shuniu.documents.choices import State
from shuniu.documents.models import Document, Number, Seal
from shuniu.documents.tests.conftest import TEXT, fresh, numbered, signed, wording
from shuniu.matters import operations as matters
from shuniu.matters.choices import Visibility


def many(office, count: int) -> None:
    for n in range(count):
        operations.start_draft(by=acting(office.li), about=f"第{n}件", disclosure="active", wording=wording())


def asked(client, address: str) -> int:
    client.get(address)  # what is kept for a moment is kept now
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("address", ["/docs/outgoing/", "/docs/outgoing/numbers/"])
def test_a_list_asks_the_same_for_one_row_as_for_three(as_, office, address):
    many(office, 1)
    operations.reserve(Document.objects.get().series, reason="甲", by=acting(office.li))
    client = as_(office.li)
    one = asked(client, address)
    many(office, 2)
    operations.reserve(Document.objects.first().series, reason="乙", count=2, by=acting(office.li))
    assert asked(client, address) == one


def test_a_draft_with_four_paragraphs_costs_what_one_with_one_costs(as_, office):
    short = operations.start_draft(
        by=acting(office.li), about="x", disclosure="active", wording=wording(TEXT[0])
    )
    long = operations.start_draft(
        by=acting(office.li), about="y", disclosure="active", wording=wording(*TEXT)
    )
    client = as_(office.li)
    costs = [asked(client, f"/matters/{d.matter.slug}/document/") for d in (short, long)]
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "noun", ["", "review/", "head/", "preview/", "paper/", "distribution/", "package/", "void/", "numbering/"]
)
def test_another_unit_and_a_stranger_learn_nothing(as_, office, other_office, draft, noun):
    address = f"/matters/{draft.matter.slug}/document/{noun}"
    assert as_(other_office.chen).get(address).status_code == 404
    assert as_(office.lv).get(address).status_code == 404
    assert as_(office.zeng).get(address).status_code == 404
    assert draft.wording.title not in as_(office.lv).get("/docs/outgoing/").content.decode()


def test_a_restricted_paper_is_only_a_number_in_the_register_for_others(as_, office, draft):
    document = numbered(office, draft)
    type(document.matter).objects.filter(pk=document.pk).update(
        visibility=Visibility.RESTRICTED, holder=office.li
    )
    shown = as_(office.bai).get("/docs/outgoing/numbers/").content.decode()
    assert str(Number.objects.get()) in shown
    assert document.wording.title not in shown


def test_a_paper_is_begun_from_a_matter_and_stands_on_it(as_, office):
    matter = matters.capture(
        title="端午假期值班安排", kind="circular", source_type="paper", source_body="云泽市人民政府办公室",
        text="请于6月17日前报送值班表。", by=acting(office.li),
    )  # fmt: skip
    client = as_(office.li)
    answer = client.post(
        f"/matters/{matter.slug}/document/new/",
        {"about": "做好端午假期值班工作", "kind": "", "recipients": ""},
    )
    made = Document.objects.get()
    assert answer.headers["Location"] == f"/matters/{made.matter.slug}/document/"
    assert (made.kind, made.wording.recipients) == ("notice", "各乡镇人民政府，县政府各部门、各直属机构")
    assert "端午假期值班安排" in made.wording.paragraphs[0].text
    assert made.wording.title in client.get(f"/matters/{matter.slug}/").content.decode()


def test_what_was_typed_comes_back_with_the_reason_when_it_is_refused(as_, office, draft):
    client = as_(office.li)
    marked = {"title": "x", "key": "p1", "text": "绝密★启用前\n内容", "base": "not json"}
    answer = client.post(f"/matters/{draft.matter.slug}/document/", marked)
    assert answer.status_code == 409
    assert "请走机要" in answer.content.decode()
    assert fresh(draft).wording == draft.wording


def test_a_press_that_may_not_be_done_says_why_and_does_nothing(as_, office, draft):
    answer = as_(office.wang).post(f"/matters/{draft.matter.slug}/document/issue/")
    assert answer.status_code == 409
    assert "还不到或过了这一步" in answer.content.decode()
    assert fresh(draft).state == State.DRAFT


def test_a_liaison_reads_a_paper_that_was_sent_to_the_body_and_signs_for_it_there(as_, office, draft):
    document = numbered(office, draft)
    operations.print_document(document, by=acting(office.wang))
    operations.seal(fresh(draft), by=acting(office.wang))
    operations.issue(fresh(draft), by=acting(office.wang))
    client = as_(office.du)
    page = client.get(f"/matters/{draft.matter.slug}/document/")
    assert page.status_code == 200
    assert TEXT[1] in page.content.decode()
    assert (
        client.get(f"/matters/{draft.matter.slug}/document/paper/").headers["Content-Type"]
        == "application/pdf"
    )
    packed = as_(office.li).get(f"/matters/{draft.matter.slug}/document/package/")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["document.pdf", "facts.json"]


def test_a_seal_is_used_for_something_else_with_the_approval_of_another(as_, office):
    by = acting(office.chen)
    seal = operations.add_seal(name=office.unit.name, keeper=office.wang, by=by)
    client = as_(office.li)
    data = {
        "press": "use",
        "seal": seal.pk,
        "title": "驾驶员证明",
        "copies": 1,
        "applicant": "李明",
        "approver": "李明",
        "spoiled": 0,
    }
    refused = client.post("/docs/outgoing/seals/", data)
    assert refused.status_code == 422
    assert "驾驶员证明" in refused.content.decode()
    assert client.post("/docs/outgoing/seals/", data | {"approver": "赵启山"}).status_code == 302
    assert Seal.objects.get().uses.get().approver == office.zhao


@pytest.mark.parametrize(
    "address",
    [
        "/docs/outgoing/",
        "/docs/outgoing/new/",
        "/docs/outgoing/numbers/",
        "/docs/outgoing/seals/",
        "head/",
        "review/",
        "",
    ],
)
def test_an_english_page_has_no_chinese_but_what_people_wrote(as_, office, draft, address):
    client = as_(office.li)
    client.post("/settings/language/", {"language": "en"})
    here = address if address.startswith("/") else f"/matters/{draft.matter.slug}/document/{address}"
    shown = client.get(here).content.decode()
    assert 'lang="en"' in shown
    for word in ("拟稿", "检查", "送核", "文号簿", "公开属性", "部门核稿"):
        assert word not in shown


def test_signed_and_numbered_with_one_press_each(as_, office, draft):
    signed(draft)
    client = as_(office.wang)
    here = f"/matters/{draft.matter.slug}/document/"
    assert client.post(f"{here}numbering/").status_code == 302
    assert (fresh(draft).state, fresh(draft).doc_number) == (State.PRINTING, "青政办发〔2026〕1号")
    assert client.post(f"{here}issue/").headers["Location"] == f"{here}distribution/"
    assert fresh(draft).state == State.ISSUED
