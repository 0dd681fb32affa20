"""What the software must never do (product §13), each row as a test that can fail. Rows that are tested where they live:

nag everyone equally, turn a red green: `test_promises` 14, 17 · a matter between departments: the random lives ·
state secrets: `files/tests` · ask twice for a figure: `desk/tests/test_liaison` · trap the data: `service/tests`.
"""

from __future__ import annotations

import io
import random
import re
import socket
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.apps import apps
from django.db import models
from PIL import Image, ImageDraw

from shuniu.clock import errands
from shuniu.clock.models import Errand
from shuniu.conftest import acting
from shuniu.files.store import store
from shuniu.journal.models import Line
from shuniu.matters import operations as matters
from shuniu.matters.acts import ACTS
from shuniu.matters.models import Instruction, Matter
from shuniu.notices import digests, wording
from shuniu.notices.models import Digest, Notice
from shuniu.org import moment
from shuniu.org.refusals import Refused
from shuniu.routing import operations as slips
from shuniu.routing.choices import Box
from shuniu.routing.planned import Planned
from shuniu.service import jobs
from shuniu.sheets import operations as sheets
from shuniu.sheets.making.handling import handling_sheet
from shuniu.sheets.sheet import Box as OpinionBox
from shuniu.sheets.tests.test_sheets import sets
from shuniu.supervision.models import Chase
from shuniu.tests.matrix import everything, signed_in

WORDS = "先堵上, 再说账。\n“不许”拖——赵(6.11)"


def at(day: int, hour: int = 17, minute: int = 30) -> datetime:
    return moment.aware(datetime(2026, 6, day, hour, minute))


def page(person, address: str) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


# make people type a thing twice


def test_no_form_asks_for_what_the_matter_says_already(office):
    clerk = acting(office.li)
    facts = {"source_type": "paper", "source_body": "住房城乡建设局", "kind": "request"}
    tray = matters.capture(title="关于拨付首期资金的请示", by=clerk, due=at(25), hard=True, **facts)
    placed = matters.capture(title="关于增设护学岗的请示", by=clerk, **facts)
    placed = matters.place(placed, lead=office.housing, holder=office.li, due=at(25), hard=True, by=clerk)
    asked_again = []
    for matter in (tray, placed):
        known = {  # who shall hold it next is what a form asks for, not what is known
            "title": matter.title,
            "kind": matter.kind,
            "lead": matter.lead.name if matter.lead else "",
            "source_body": matter.source_body,
            "leader": matter.leader.name if matter.leader else "",
        }
        for noun in ACTS:
            answer = signed_in(office.li).get(f"/matters/{matter.slug}/{noun}/")
            form = answer.context.get("form") if answer.status_code == 200 and answer.context else None
            # A part is a new thing with a title and a lead of its own, words may be of another leader, and whose it
            # shall be is what is decided in a dispute.
            if form is None or noun in ("part", "instruction", "ruling"):
                continue
            if not ACTS[noun].rule(clerk, Matter.objects.with_flags().get(pk=matter.pk)):
                continue
            asked_again += [
                (matter.state, noun, name)
                for name in form.fields
                if known.get(name) and not form[name].value()
            ]
    assert asked_again == [], asked_again


# rank people

COUNTING = re.compile(
    r"(^|_)(score|points|clicks?|logins|online|visits|views|streak|rating|ranking|popularity)($|_)"
)


def test_no_table_holds_a_score_or_a_count_of_what_a_person_did():
    ours = [model for model in apps.get_models() if model.__module__.startswith("shuniu.")]
    found = [
        f"{m._meta.label}.{f.name}" for m in ours for f in m._meta.concrete_fields if COUNTING.search(f.name)
    ]
    assert found == []
    numbers = {
        f"{model.__name__}.{one.name}"
        for model in ours
        if model.__name__ in ("Person", "Account")
        for one in model._meta.concrete_fields
        if isinstance(
            one, (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
        )
        and not one.primary_key
        and not one.is_relation
    }
    # The place in the protocol and the hours of the post: neither comes from what anybody did.
    assert numbers == {"Person.rank", "Person.weekly_hours"}


@pytest.mark.parametrize("address", ["/", "/people/", "/supervise/?by=leader", "/supervise/?by=body"])
def test_no_list_of_people_is_in_the_order_of_what_they_have_or_did(office, address):
    def order() -> list[str]:
        shown = page(office.wang, address)
        shown = shown[shown.find("班子手上") :] if address == "/" else shown[shown.find("<main") :]
        places = {one.name: shown.find(one.name) for one in office.people.values()}
        bodies = {one.name: shown.find(one.name) for one in (office.housing, office.city)}
        named = {name: place for name, place in (places | bodies).items() if place >= 0}
        return sorted(named, key=named.get)

    def late(person, times: int) -> None:
        for number in range(times):
            with moment.standing_at(at(1, 9, 0)):
                one = matters.capture(title=f"{person.name}的第{number}件", source_type="call", by=clerk)
                matters.place(one, lead=person.division, holder=person, due=at(5), hard=True, by=clerk)

    clerk = acting(office.wang)
    for person in (office.bai, office.li, office.du, office.lu):
        late(person, 1)
    before = order()
    assert len(before) >= 2, before
    for person in (office.lu, office.bai):  # the last in the list has most now
        late(person, 5)
    assert order() == before


# act outward by itself

# What the machine may write down by itself: reading, looking, proposing, reminding the holder, closing its own books.
BY_ITSELF = {
    "matter.read", "matter.proposed", "matter.resumed", "chase.reminded", "item.proposed", "chase.sent", "slip.settled",
    "absence.began", "absence.ended", "ink.found",
}  # fmt: skip


def test_left_alone_for_a_fortnight_the_office_answers_signs_and_closes_nothing(office, other_office):
    everything(office, other_office)
    clerk = acting(office.li)
    for title, due in (("报井盖台账", at(8)), ("报泵站台账", at(12)), ("报雨情", at(16))):
        with moment.standing_at(at(1, 9, 0)):
            one = matters.capture(title=title, source_type="paper", by=clerk, due=due, hard=True)
            matters.place(one, lead=office.housing, by=clerk)
    before = dict(Matter.objects.values_list("pk", "state"))
    last = Line.objects.order_by("-pk").first().pk
    jobs.load()
    rounds = [one for name, one in jobs._LOADED.items() if name != "service.backup"]
    for day in range(11, 26):
        for hour in (8, 16):
            with moment.standing_at(at(day, hour, 35)):
                for one in rounds:
                    one.do(office.unit)
                errands.drain()
    written = Line.objects.filter(pk__gt=last, actor=None, unit=office.unit)
    assert set(written.values_list("verb", flat=True)) <= BY_ITSELF
    assert dict(Matter.objects.values_list("pk", "state")) == before
    # The machine reminds the holder; whatever is harder than that waits for a person (product §5.3).
    assert not Chase.objects.filter(by=None, step__gt=1).exists()


# decide for a leader or edit a leader's words


def pen() -> bytes:
    picture = Image.new("RGB", (300, 90), "white")
    ImageDraw.Draw(picture).line([(10, 60), (80, 20), (150, 70), (290, 15)], fill="black", width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def said(office):
    """赵启山 has written on the slip, with the pen too; the matter went on through every hand afterwards."""
    clerk, drawn = acting(office.li), pen()
    matter = matters.capture(title="沿河路井盖", source_type="paper", by=clerk)
    matter = matters.place(matter, lead=office.housing, holder=office.du, due=at(12), by=clerk)
    slip = slips.start(matter, stages=[Planned("批示", (office.zhao,), box=Box.INSTRUCT)], by=clerk)
    slips.decide(
        slip.stages.get().parts.get(), by=acting(office.zhao), opinion=WORDS, image_sha256=store().keep(drawn)
    )
    matters.acknowledge(Matter.objects.get(pk=matter.pk), by=acting(office.du))
    matters.give_part(Matter.objects.get(pk=matter.pk), part=matters.Part("围挡", office.city), by=clerk)
    twin = matters.capture(title="沿河路井盖(热线)", source_type="hotline", by=clerk)
    matters.merge(twin, into=Matter.objects.get(pk=matter.pk), by=clerk, reason="同一件")
    return Matter.objects.get(pk=matter.pk), slip, drawn


def test_a_leaders_words_leave_the_office_whole_or_not_at_all(office, said):
    matter, slip, drawn = said
    instruction = Instruction.objects.get(matter=matter)
    assert (instruction.words, store().read(instruction.image_sha256)) == (WORDS, drawn)
    told = signed_in(office.chen).get(f"/api/1/matters/{matter.slug}").json()
    assert any(one["words"] == WORDS for one in told["instructions"])
    opinions = [
        one
        for block in handling_sheet(matter, at=moment.now()).blocks
        if isinstance(block, OpinionBox)
        for one in block.opinions
    ]
    assert [one.words for one in opinions if one.signed == office.zhao.name] == [WORDS]
    # What goes out by mail, by robot or as a spreadsheet says them whole or says only that there are some.
    with moment.standing_at(at(11, 16, 30)):
        digests.write(office.unit, time(16, 30))
        sent = [wording.of_notice(one) for one in Notice.objects.exclude(matter=None)]
        sent += [wording.of_digest(one) for one in Digest.objects.all()]
    texts = [one.text for one in sent] + [one.title for one in sent]
    texts.append(signed_in(office.chen).get("/supervise/ledger/file/").content.decode(errors="replace"))
    assert len(texts) > 2
    assert [text for text in texts if "先堵上" in text and WORDS not in text] == []
    for person, address in (
        (office.du, f"/matters/{matter.slug}/"),
        (office.lu, f"/matters/{matter.slug}-1/"),
        (office.li, f"/slips/{slip.pk}/"),
        (office.li, f"/matters/{matter.slug}/sheets/handling/"),
    ):
        shown = re.sub(r"<br ?/?>\s*", "\n", page(person, address)).replace("\r", "")
        assert WORDS in shown, address


@sets
def test_what_was_drawn_stands_on_the_printed_sheet_point_by_point(office, said):
    matter, _slip, drawn = said
    pdf = sheets.print_of_matter(matter, "handling", by=acting(office.li)).typeset.pdf
    original = Image.open(io.BytesIO(drawn)).convert("L")
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [
            one.get_bitmap(render=False).to_pil().convert("L")
            for sheet in document
            for one in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]
    assert [one for one in pictures if one.size == original.size and one.tobytes() == original.tobytes()]


# lose or silently change a first deadline


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_asked_moved_or_paused_the_first_date_stays_the_first_date(office, seed):
    dice = random.Random(seed)
    clerk, du, chen = acting(office.li), acting(office.du), acting(office.chen)
    with moment.standing_at(at(1, 9, 0)):
        matter = matters.capture(title="换管网", source_type="paper", by=clerk)
        matter = matters.place(matter, lead=office.housing, holder=office.du, due=at(12), hard=True, by=clerk)
        matter = matters.acknowledge(matter, by=du)
    moved, done = 0, 0
    for step in range(24):
        with moment.standing_at(at(2, 9, 0) + timedelta(hours=7 * step)):
            fresh = Matter.objects.get(pk=matter.pk)
            later = moment.now() + timedelta(days=dice.randint(-3, 12))
            try:
                match dice.choice(
                    ("ask", "ask", "decide", "decide", "set", "shelve", "resume", "assign", "refuse", "say")
                ):
                    case "ask":
                        matters.ask_extension(fresh, wanted=later, reason="材料没到", by=acting(fresh.holder))
                    case "decide":
                        asked = fresh.due_changes.filter(granted=None).first()
                        if asked:
                            matters.decide_extension(asked, granted=dice.random() < 0.7, by=chen)
                    case "set":
                        matters.set_due(fresh, due=later, basis="会议定的", by=chen)
                    case "shelve":
                        matters.shelve(fresh, reason="等设计", look_again=date(2026, 6, 20), by=chen)
                    case "resume":
                        matters.resume(fresh, by=chen)
                    case "assign":
                        matters.assign(fresh, to=dice.choice([office.du, office.lv, office.li]), by=chen)
                    case "refuse":
                        matters.refuse(fresh, reason="不归我们", by=acting(fresh.holder))
                    case "say":
                        matters.feed_back(fresh, words="在办", by=acting(fresh.holder))
            except Refused:
                continue
            done += 1
        fresh.refresh_from_db()
        moved += fresh.due != at(12)
        assert fresh.first_due == at(12)
    assert done >= 5 and Line.objects.about(matter).count() >= 5


# require an app, a check-in, a photograph as proof of presence

PRESENCE = re.compile(
    r"geolocation|getUserMedia|mediaDevices|navigator\.bluetooth|capture=|checkin|check-in", re.IGNORECASE
)


def test_no_page_asks_where_somebody_is_or_demands_a_photograph(repository):
    sources = [
        path
        for pattern in ("*/templates/**/*.html", "*/static/**/*.js")
        for path in (repository / "shuniu").glob(pattern)
        if "vendor" not in path.parts and not path.name.endswith(".min.js")
    ]
    assert len(sources) > 100
    assert [str(path.name) for path in sources if PRESENCE.search(path.read_text(encoding="utf-8"))] == []
    photos = [
        tag
        for path in sources
        if path.suffix == ".html"
        for tag in re.findall(r"<input[^>]*type=\"file\"[^>]*>", path.read_text(encoding="utf-8"))
        if "photo" in tag or "image" in tag
    ]
    assert photos and not [tag for tag in photos if " required" in tag]


# keep more than is needed about people


def test_what_was_said_to_somebody_is_cleared_away_after_its_time_and_the_journal_is_not(office):
    clerk = acting(office.li)
    matter = matters.capture(title="换井盖", source_type="paper", by=clerk)
    matters.place(matter, lead=office.housing, by=clerk)
    errand = Errand.objects.create(
        name="notices.send", unit=office.unit, key="old", due=at(11), done=at(11), payload={}
    )
    told, lines = Notice.objects.count(), Line.objects.count()
    assert told > 0
    jobs.load()
    clear = [jobs._LOADED["notices.clear_old"], jobs._LOADED["service.clear_old_errands"]]
    for one in clear:
        one.do(office.unit)
    assert (Notice.objects.count(), Errand.objects.filter(pk=errand.pk).exists()) == (told, True)
    with moment.standing_at(at(11) + timedelta(days=91)):
        for one in clear:
            one.do(office.unit)
    assert (Notice.objects.count(), Errand.objects.filter(pk=errand.pk).exists()) == (0, False)
    assert Line.objects.count() == lines


# phone home


def test_a_connection_to_the_outside_is_refused_and_found_even_where_the_refusal_is_swallowed(
    nothing_phones_home,
):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as speaking:
        for try_it in (
            lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.2),
            lambda: socket.getaddrinfo("updates.example", 443),
            lambda: speaking.sendto(b"x", ("192.0.2.1", 53)),
        ):
            with pytest.raises(OSError, match="may not leave this machine"):
                try_it()
    assert len(nothing_phones_home) >= 3
    nothing_phones_home.clear()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        socket.create_connection(listening.getsockname(), timeout=1).close()
    assert nothing_phones_home == []


def test_fonts_scripts_and_pictures_are_our_own(repository):
    outside = re.compile(
        r"""(?:src|href|action)=["']https?://|url\(["']?https?://|@import\s+["']?https?://|fetch\(["']https?://"""
    )
    wrong: list[str] = []
    for pattern in ("*/templates/**/*.html", "*/static/**/*.css", "*/static/**/*.js"):
        wrong += [
            str(path.relative_to(repository))
            for path in Path(repository / "shuniu").glob(pattern)
            if outside.search(path.read_text(encoding="utf-8"))
        ]
    assert wrong == []
