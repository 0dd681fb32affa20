"""The frame around every page: who comes in, what a page may load, when it locks."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client

from shuniu.desk import assets
from shuniu.org.models import Account

PAGES = (
    "/", "/docs/", "/meetings/", "/affairs/", "/supervise/", "/plan/", "/reports/", "/search/", "/search/?q=井盖",
    "/help/", "/settings/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_signs_in_first_and_comes_back(office, address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["chen", "wang", "li", "zhao", "du"])
def test_every_place_opens_for_everybody_who_reads_matters(office, as_, address, who):
    assert as_(getattr(office, who)).get(address).status_code == 200


def test_an_empty_office_is_set_up_before_anybody_signs_in(db):
    assert Client().get("/")["Location"] == "/first/"


def test_the_eight_words_stand_on_the_rail_for_a_liaison_too(office, as_):
    page = as_(office.du).get("/").content.decode()
    rail = page[page.index('class="rail"') : page.index("</nav>", page.index('class="rail"'))]
    assert re.findall(r"</svg>([^<]+)", rail) == [
        "今日",
        "收件",
        "文",
        "会",
        "事",
        "督",
        "计划",
        "报",
        "设置",
    ]


@pytest.mark.parametrize("address", [*PAGES, "/accounts/login/"])
def test_no_page_carries_a_script_or_style_of_its_own_or_calls_another_host(office, as_, address):
    client = Client() if address.startswith("/accounts") else as_(office.chen)
    answer = client.get(address)
    page = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//[^\"]*", page) == []


def test_a_page_for_signed_in_people_is_not_kept_by_the_browser(office, as_):
    assert as_(office.li).get("/")["Cache-Control"] == "no-store, private"


def test_the_assets_of_the_first_screen_fit_into_a_slow_line(office, as_):
    page = as_(office.li).get("/")
    packed = sum(len(asset.packed) for asset in assets.all_assets().values())
    assert packed + len(page.content) < 100_000


def test_an_asset_is_kept_for_a_year_under_its_own_hash_only(db):
    fresh = Client().get(assets.address("desk.css"))
    assert fresh["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Client().get("/assets/desk.0000000000.css")["Cache-Control"] == "no-cache"
    assert Client().get("/assets/nothing.0000000000.css").status_code == 404


def test_the_style_sheet_keeps_to_what_a_browser_of_2021_knows():
    styles = re.sub(r"/\*.*?\*/", "", assets.all_assets()["desk.css"].content.decode(), flags=re.DOTALL)
    assert re.findall(r"@layer|@container|:has\(|@import|\burl\(|:is\(\s*&|^\s*&", styles, re.MULTILINE) == []


def test_the_right_column_is_gone_when_nothing_is_to_be_said_in_it(office, as_):
    assert "work__side" not in as_(office.chen).get("/supervise/").content.decode()
    assert "work__side" in as_(office.chen).get("/supervise/spot-checks/").content.decode()


def test_what_was_left_out_is_asked_for_in_plain_words(office, as_):
    page = as_(office.chen).post("/people/new/", {"name": ""}).content.decode()
    assert "必填,请写上" in page and "字段" not in page


def test_an_account_whose_person_has_left_does_not_come_in(office, as_):
    client = as_(office.bai)
    type(office.bai).objects.filter(pk=office.bai.pk).update(left_on=office.bai.joined_on)
    assert client.get("/").status_code == 403


class TestLock:
    @pytest.fixture
    def resting(self, office, as_):
        """李明's browser, untouched for sixteen minutes."""
        account = Account.objects.get(person=office.li)
        account.set_password("一句自己记得住的话 2026")
        account.save()
        client = Client()
        client.force_login(account)
        client.get("/")
        session = client.session
        session["acted"] = int(time.time() - timedelta(minutes=16).total_seconds())
        session.save()
        return client

    def test_after_fifteen_minutes_the_page_asks_for_the_password_and_comes_back(self, resting):
        answer = resting.get("/docs/?view=done")
        assert answer["Location"] == "/locked/?next=%2Fdocs%2F%3Fview%3Ddone"
        opened = resting.post("/locked/", {"password": "一句自己记得住的话 2026", "next": "/docs/?view=done"})
        assert opened["Location"] == "/docs/?view=done"
        assert resting.get("/docs/?view=done").status_code == 200

    def test_what_was_sent_meanwhile_is_not_done_and_not_lost(self, resting):
        answer = resting.post("/sentences/", {"text": "下周三前请城管局报井盖方案"})
        assert answer.status_code == 423
        assert "下周三前请城管局报井盖方案" in answer.content.decode()

    def test_a_wrong_password_keeps_it_locked_and_the_fifth_signs_out(self, resting):
        resting.get("/")
        for _n in range(4):
            assert resting.post("/locked/", {"password": "不对"}).status_code == 423
        resting.post("/locked/", {"password": "不对"})
        assert resting.get("/")["Location"].startswith("/accounts/login/")

    def test_pressing_lock_locks_at_once(self, office, as_):
        client = as_(office.li)
        client.post("/locked/", {"lock": "1"})
        assert client.get("/").status_code == 302

    def test_unlocking_leads_nowhere_outside(self, resting):
        resting.get("/")
        answer = resting.post(
            "/locked/", {"password": "一句自己记得住的话 2026", "next": "https://elsewhere.example/"}
        )
        assert answer["Location"] == "/"


def test_the_language_is_the_persons_own_on_every_machine(office, as_):
    as_(office.li).post("/settings/language/", {"language": "en"})
    elsewhere = as_(office.li)
    assert elsewhere.get("/help/").content.decode().count('lang="en"') == 1
    assert '<html lang="zh-hans"' in as_(office.wang).get("/help/").content.decode()


def test_density_is_remembered(office, as_):
    as_(office.li).post("/settings/interface/", {"density": "large", "type": "nonsense"})
    assert 'data-density="large" data-type="usual"' in as_(office.li).get("/").content.decode()


def test_becoming_another_person_exists_only_in_a_demo_office(office, as_, settings):
    assert as_(office.li).get("/as/").status_code == 404
    settings.SHUNIU_DEMO = "small"
    client = as_(office.li)
    assert client.get("/as/").status_code == 200
    client.post("/as/", {"person": office.zhao.pk})
    assert "要您定的" in client.get("/").content.decode()
