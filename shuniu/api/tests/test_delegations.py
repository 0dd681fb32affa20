"""授权委托 over HTTP: the same verb and the same reasons as on the page."""

from django.test import Client

GIVEN = {
    "receiver": "白露", "since": "2026-06-11", "until": "2026-06-15", "basis": "青政办委〔2026〕2号",
    "divisions": ["住房城乡建设局"], "papers": [{"sort": "purpose", "code": "request"}], "money_limit": "50000",
}  # fmt: skip


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def post(person, address, body):
    return signed_in(person).post(f"/api/1{address}", body, content_type="application/json")


def test_it_is_given_listed_and_taken_back(office):
    answer = post(office.zhao, "/delegations", GIVEN)
    made = answer.json()
    assert (answer.status_code, made["scope"], made["standing"]) == (
        201,
        "住房城乡建设局;请示呈批",
        "in_force",
    )
    for person, seen in ((office.bai, [made["id"]]), (office.chen, [made["id"]]), (office.du, [])):
        assert [row["id"] for row in signed_in(person).get("/api/1/delegations").json()] == seen
    assert post(office.du, f"/delegations/{made['id']}/revocation", {}).status_code == 404
    assert (
        post(office.bai, f"/delegations/{made['id']}/revocation", {}).json()["reason"] == "由委托人或主任收回"
    )
    assert post(office.chen, f"/delegations/{made['id']}/revocation", {}).json()["standing"] == "revoked"


def test_a_refusal_says_why(office):
    answer = post(office.zhao, "/delegations", GIVEN | {"basis": " "})
    assert (answer.status_code, answer.json()["field"]) == (409, "basis")
    answer = post(office.zhao, "/delegations", GIVEN | {"receiver": "孙悟空"})
    assert (answer.status_code, "孙悟空" in answer.json()["reason"]) == (422, True)
    assert post(office.zhao, "/delegations", GIVEN | {"divisions": ["天庭"]}).status_code == 422
    assert post(office.zeng, "/delegations", GIVEN).status_code == 409
