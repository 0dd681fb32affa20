"""The leader's phone in a real browser: three taps from the brief to the signature, by pad, by keys, without scripts."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from shuniu.conftest import acting
from shuniu.desk.tests.test_browser import (  # noqa: F401
    DESK,
    PHONE,
    browser,
    complaints,
    office,
    page_of,
)
from shuniu.desk.tests.test_leader import ask
from shuniu.matters import operations as matters
from shuniu.matters.models import Reading
from shuniu.org.models import Account
from shuniu.org.operations import set_signing
from shuniu.routing.models import Part

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNTING = """
window.presses = Number(sessionStorage.getItem('presses') || 0);
addEventListener('click', (e) => { if (e.isTrusted) sessionStorage.setItem('presses', ++window.presses); }, true);
"""


@pytest.fixture
def papers(office):  # noqa: F811
    """Two papers before the leader, the first with a text of several screens."""
    first = ask(office, "关于拨付旧小区改造首期资金的请示")
    text = (
        "县人民政府:\n" + "三个旧小区5月20日开工,6月底前应付首期工程款860万元,资金从专项债结余中安排。\n" * 30
    )
    Reading.objects.update_or_create(matter=first.stage.slip.matter, defaults={"text": text})
    return [first, ask(office, "常务会议题")]


@pytest.fixture
def phone(page_of, office, papers):  # noqa: F811
    """The leader's first page on the phone, every press counted from here."""
    page = page_of(office.zhao, PHONE)
    page.add_init_script(COUNTING)
    page.reload()
    return page


def presses(page) -> int:
    return int(page.evaluate("sessionStorage.getItem('presses')"))


def test_reading_writing_and_signing_takes_three_presses(phone, papers):
    phone.click(f"a[href='/papers/{papers[0].pk}/']")
    phone.click("button[name=ready][value=同意拟办]")
    phone.click(".word__sign")
    phone.wait_for_url(f"**/papers/{papers[1].pk}/")
    assert presses(phone) == 3
    spoken = Part.objects.get(pk=papers[0].pk)
    assert (spoken.verdict, spoken.opinion) == ("agree", "同意拟办")


def test_what_is_drawn_on_the_pad_is_small_and_is_kept(phone, papers):
    phone.click(f"a[href='/papers/{papers[0].pk}/']")
    if phone.is_visible("[data-pad-open]"):
        phone.click("[data-pad-open]")
    box = phone.locator("canvas").bounding_box()
    phone.mouse.move(box["x"] + 20, box["y"] + 30)
    phone.mouse.down()
    for step in range(40):
        phone.mouse.move(box["x"] + 20 + step * 7, box["y"] + 30 + (step % 6) * 12)
    phone.mouse.up()
    # The press that lifted the pen counts as none of the three: it is the writing itself.
    phone.click(".word__sign")
    phone.wait_for_url(f"**/papers/{papers[1].pk}/")
    spoken = Part.objects.get(pk=papers[0].pk)
    assert spoken.image_sha256 != ""
    picture = phone.request.get(f"{phone.url.split('/papers')[0]}/papers/{spoken.pk}/ink/").body()
    assert picture.startswith(b"\x89PNG") and len(picture) <= 60_000


def test_a_rubbed_out_pad_sends_nothing(phone, papers):
    phone.click(f"a[href='/papers/{papers[0].pk}/']")
    if phone.is_visible("[data-pad-open]"):
        phone.click("[data-pad-open]")
    box = phone.locator("canvas").bounding_box()
    phone.mouse.move(box["x"] + 20, box["y"] + 30)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 80, box["y"] + 60)
    phone.mouse.up()
    phone.click("[data-pad-clear]")
    phone.fill("#words", "同意")
    phone.click(".word__sign")
    phone.wait_for_url(f"**/papers/{papers[1].pk}/")
    assert Part.objects.get(pk=papers[0].pk).image_sha256 == ""


def test_a_word_is_taken_back_within_the_minute(phone, papers):
    phone.click(f"a[href='/papers/{papers[0].pk}/']")
    phone.click("button[name=ready][value=同意]")
    phone.click(".word__sign")
    phone.wait_for_url(f"**/papers/{papers[1].pk}/")
    phone.goto(phone.url.split("/papers")[0] + "/")
    phone.click(".held a")
    phone.click(".word button")
    phone.wait_for_load_state()
    assert Part.objects.get(pk=papers[0].pk).retracted_at is not None


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_of_a_leader_has_a_barrier_or_moves_sideways(page_of, office, papers, size):  # noqa: F811
    page = page_of(office.zhao, size)
    root = page.url.rstrip("/")
    for address in ("/", f"/papers/{papers[0].pk}/", "/leader/kept/", "/leader/absence/"):
        page.goto(root + address)
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


def test_it_is_read_and_signed_without_scripts(page_of, office, papers):  # noqa: F811
    page = page_of(office.zhao, PHONE, scripts=False)
    page.click(f"a[href='/papers/{papers[0].pk}/']")
    page.click("label[for=size-huge]")
    page.fill("#words", "同意,月底前见效")
    page.click(".word__sign")
    assert Part.objects.get(pk=papers[0].pk).opinion == "同意,月底前见效"
    assert office.zhao.account.__class__.objects.get(person=office.zhao).interface["reading"] == "huge"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_words_for_three_bodies_become_tasks_with_two_presses(page_of, office, live_server, size):  # noqa: F811
    li, zhao = acting(office.li), acting(office.zhao)
    matter = matters.capture(title="旧小区改造首期", source_type="paper", by=li)
    matters.place(matter, lead=office.housing, holder=office.li, by=li)
    words = "住房城乡建设局先付一半,城市管理局清运垃圾,办公室盯住,6月30日前报我。"
    matters.instruct(matter, leader=office.zhao, words=words, by=zhao)
    page = page_of(office.chen, size)
    page.goto(f"{live_server.url}/matters/{matter.slug}/")
    page.add_init_script(COUNTING)
    page.reload()
    page.click(f"a[href='/matters/{matter.slug}/splitting/']")
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
    page.click("button[value=split]")
    page.wait_for_url(f"**/matters/{matter.slug}/")
    assert presses(page) == 2
    assert matter.tasks.count() == 3
    assert {task.due.strftime("%m-%d") for task in matter.tasks.all()} == {"06-30"}
    assert matter.instructions.get().words == words


MAKE_A_KEY = """async () => {
  const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const made = await navigator.credentials.create({ publicKey: {
    challenge: new Uint8Array(16), rp: { id: location.hostname, name: 'Shuniu' },
    user: { id: new Uint8Array([1]), name: 'a', displayName: 'a' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  } });
  return { id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
    response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) } };
}"""


def test_a_passkey_answers_when_the_word_is_pressed(page_of, office, papers, settings):  # noqa: F811
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    set_signing(office.unit, factor="passkey", minutes=0, by=acting(office.zeng))
    page = page_of(office.zhao, PHONE)
    root = page.url.rstrip("/")
    page.goto(f"{root}/papers/{papers[0].pk}/")
    assert "还没有通行密钥" in page.inner_text("#word")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    account = Account.objects.get(person=office.zhao)
    made = page.evaluate(MAKE_A_KEY)
    Authenticator.objects.create(user=account, type="webauthn", data={"name": "手机", "credential": made})
    page.reload()
    page.fill("#words", "同意")
    page.click(".word__sign")
    page.wait_for_url(f"**/papers/{papers[1].pk}/")
    assert Part.objects.get(pk=papers[0].pk).opinion == "同意"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_enter_in_a_field_sends_no_sentence_that_nobody_chose(page_of, office, papers, scripts):  # noqa: F811
    set_signing(office.unit, factor="password", minutes=0, by=acting(office.zeng))
    account = Account.objects.get(person=office.zhao)
    account.set_password("岚河七号桥1")
    account.save()
    page = page_of(office.zhao, PHONE, scripts=scripts)
    page.goto(f"{page.url.rstrip('/')}/papers/{papers[0].pk}/")
    page.fill("#proof", "岚河七号桥1")
    page.press("#proof", "Enter")
    page.wait_for_url(f"**/papers/{papers[1].pk}/")
    spoken = Part.objects.get(pk=papers[0].pk)
    assert (spoken.verdict, spoken.opinion) == ("agree", "")
