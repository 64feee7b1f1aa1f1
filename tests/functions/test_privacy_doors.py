"""Every door of the desk, knocked at by everybody who must stay outside, and by who may come in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.tokens import LocalTokens
from shared.model.privacy import Request
from tests.worlds import HOST, EmbeddedWorld

SOURCE = "eventclick.crm"
CLIENTS = (
    "N° client;Nom;Prénom;E-mail;Téléphone;Code postal\n"
    "E1;QUESNOY;Camille;camille.quesnoy@example.org;0639981122;69004\n"
    "E2;ZYWIEC;Lou;famille@example.org;0639985566;31000\n"
    "E3;BRUN;Hugo;famille@example.org;0639985577;44000\n"
)

STRANGERS = {
    "nobody": None,
    "a forged token": "forged",
    "a token without its signature": "x.SIGNATURE_REMOVED_BY_GOOGLE",
}
OUTSIDERS = {
    "an engineer": ["engineer"],
    "a marketer": ["marketer"],
    "a reviewer": ["reviewer"],
    "a dpo of one acquisition": ["dpo@eventclick"],
    "another company": ["source:mediapulse.crm"],
}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedWorld:
    """One company, loaded."""
    world = EmbeddedWorld(tmp_path / "nova", monkeypatch)
    world.load(SOURCE, "clients.csv", CLIENTS.encode("cp1252"))
    return world


class Knock:
    """Calls the function as deployed."""

    def __init__(self, world: EmbeddedWorld) -> None:
        self._tokens = LocalTokens(FileSecrets(world.folder / "secrets").get("tokens"))
        self._client = Client(HOST.app("privacy_requests"))

    def __call__(
        self,
        method: str,
        path: str,
        *,
        roles: list[str] | None = None,
        token: str | None = None,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        carried = token or (self._tokens.issue("Denise", roles) if roles else None)
        answer = self._client.open(
            path,
            method=method,
            data=json.dumps(body) if body is not None else None,
            headers={
                **({"Authorization": f"Bearer {carried}"} if carried else {}),
                **(headers or {}),
            },
        )
        is_json = "json" in (answer.mimetype or "")
        return answer.status_code, json.loads(answer.data) if is_json else answer.data


@pytest.fixture
def knock(world: EmbeddedWorld) -> Knock:
    return Knock(world)


@pytest.fixture
def opened(world: EmbeddedWorld, knock: Knock) -> dict[str, Any]:
    """An erasure of E1, fanned out."""
    status, said = knock("POST", "/v1/requests", roles=["care"], body=asking())
    assert status == 202
    world.settle()
    return dict(knock("GET", f"/v1/requests/{said['id']}", roles=["dpo"])[1])


def asking(right: str = "erasure", **subject: str) -> dict[str, object]:
    return {"right": right, "subject": subject or {"record": f"{SOURCE}:E1"}}


def task_of(request: dict[str, Any], system: str = SOURCE) -> str:
    return str(next(one["id"] for one in request["tasks"] if one["system"] == system))


def doors(request: dict[str, Any]) -> list[tuple[str, str, object]]:
    own = f"/v1/requests/{request['id']}"
    word = {"state": "done", "counts": {"found": 1, "removed": 1}}
    return [
        ("POST", "/v1/requests", asking()),
        ("GET", own, None),
        ("DELETE", own, None),
        ("GET", f"{own}/package?key=x", None),
        ("POST", f"{own}/tasks/{task_of(request)}/acknowledgements", word),
    ]


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_is_refused_at_every_door(
    knock: Knock, opened: dict[str, Any], who: str
) -> None:
    for method, path, body in [*doors(opened), ("GET", "/v1/discovery", None)]:
        status, said = knock(method, path, token=STRANGERS[who], body=body)
        assert (status, said["title"]) == (401, "Who are you?"), path


@pytest.mark.parametrize("who", OUTSIDERS)
def test_another_role_and_another_company_are_refused_at_every_door(
    knock: Knock, opened: dict[str, Any], who: str
) -> None:
    for method, path, body in doors(opened):
        status, said = knock(method, path, roles=OUTSIDERS[who], body=body)
        if who == "another company" and (method, path) == ("GET", f"/v1/requests/{opened['id']}"):
            # It has a task of its own, which says that it holds nobody.
            assert [one["system"] for one in said["tasks"]] == ["mediapulse.crm"]
            assert "records" not in said["tasks"][0]
            continue
        assert (status, said["title"]) == (403, "Not allowed"), path


def test_staff_may_not_answer_for_a_system(knock: Knock, opened: dict[str, Any]) -> None:
    method, path, body = doors(opened)[-1]

    assert knock(method, path, roles=["dpo"], body=body)[0] == 403


def test_a_source_sees_its_own_task_and_the_records_it_means(
    knock: Knock, opened: dict[str, Any]
) -> None:
    status, said = knock("GET", f"/v1/requests/{opened['id']}", roles=[f"source:{SOURCE}"])

    assert status == 200
    ((task),) = said["tasks"]
    assert (task["system"], task["records"]) == (SOURCE, ["E1"])
    assert "rcu" not in said


def test_the_last_acknowledgement_closes_the_request(
    world: EmbeddedWorld, knock: Knock, opened: dict[str, Any]
) -> None:
    for system in (SOURCE, "eventclick.tickets"):
        path = f"/v1/requests/{opened['id']}/tasks/{task_of(opened, system)}/acknowledgements"
        body = {"state": "done", "counts": {"found": 1, "removed": 1}}
        first = knock("POST", path, roles=[f"source:{system}"], body=body)
        assert first[0] == 200
        assert knock("POST", path, roles=[f"source:{system}"], body=body) == first

    _, said = knock("GET", f"/v1/requests/{opened['id']}", roles=["dpo"])
    assert said["state"] == "completed"
    assert len(said["certificate"]["audit"]) == 64


def test_a_contradiction_is_answered_with_conflict(knock: Knock, opened: dict[str, Any]) -> None:
    path = f"/v1/requests/{opened['id']}/tasks/{task_of(opened)}/acknowledgements"
    role = [f"source:{SOURCE}"]
    knock("POST", path, roles=role, body={"state": "nothing_found"})

    status, said = knock(
        "POST", path, roles=role, body={"state": "done", "counts": {"found": 1, "removed": 1}}
    )

    assert (status, said["title"]) == (409, "Conflict")


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "subject"),
        ({"right": "erasure"}, 422, "subject"),
        ({"right": "forget", "subject": {"rcu": "x"}}, 422, "right must be one of"),
        ({"right": "erasure", "subject": {}}, 422, "exactly one way"),
        ({"right": "erasure", "subject": {"rcu": "a", "email": "b"}}, 422, "exactly one way"),
        ({"right": "erasure", "subject": {"name": "Camille Quesnoy"}}, 422, "exactly one way"),
        ({"right": "erasure", "subject": {"email": "no address"}}, 422, "cannot be read as email"),
        ({"right": "erasure", "subject": {"rcu": "rcu_nobody"}}, 404, "nobody answers"),
        ({"right": "erasure", "subject": {"email": "n@example.org"}}, 404, "nobody answers"),
        ({"right": "erasure", "subject": {"email": "famille@example.org"}}, 409, "2 people"),
        ({**asking(), "more": 1}, 422, "unknown field `more`"),
        ({**asking(), "cooling_off_hours": 99}, 422, "expected 0 to 72"),
        ({**asking(), "received_at": "yesterday"}, 422, "no time"),
        ({**asking(), "received_at": "2026-01-01T00:00:00"}, 422, "names no zone"),
        ({**asking(), "received_at": "2999-01-01T00:00:00Z"}, 422, "future"),
    ],
)
def test_a_request_that_is_not_as_expected_is_refused_in_words(
    knock: Knock, body: object, status: int, said: str
) -> None:
    answered, problem = knock("POST", "/v1/requests", roles=["dpo"], body=body)

    assert (answered, said in problem["detail"]) == (status, True), problem
    assert "famille@example.org" not in problem["detail"]


def test_the_same_key_is_the_same_request_and_another_body_is_refused(
    world: EmbeddedWorld, knock: Knock
) -> None:
    key = {"Idempotency-Key": "letter-17"}
    first = knock("POST", "/v1/requests", roles=["dpo"], body=asking(), headers=key)
    again = knock("POST", "/v1/requests", roles=["dpo"], body=asking(), headers=key)
    other = knock(
        "POST", "/v1/requests", roles=["dpo"], body=asking(record=f"{SOURCE}:E2"), headers=key
    )

    assert first == again
    assert (other[0], other[1]["field"]) == (422, "Idempotency-Key")
    assert world.app.documents.count(Request) == 1


def test_whoever_asks_the_same_for_the_same_person_joins(
    world: EmbeddedWorld, knock: Knock
) -> None:
    first = knock("POST", "/v1/requests", roles=["dpo"], body=asking())
    second = knock(
        "POST", "/v1/requests", roles=["care"], body=asking(email="camille.quesnoy@example.org")
    )

    assert first[1]["id"] == second[1]["id"]


def test_an_access_package_opens_by_its_link_and_no_other(
    world: EmbeddedWorld, knock: Knock
) -> None:
    _, asked = knock("POST", "/v1/requests", roles=["care"], body=asking("access"))
    _, other = knock(
        "POST", "/v1/requests", roles=["care"], body=asking("access", record=f"{SOURCE}:E2")
    )
    world.settle()
    link = knock("GET", f"/v1/requests/{asked['id']}", roles=["care"])[1]["package"]
    elsewhere = link.replace(asked["id"], other["id"], 1)

    assert knock("GET", link, roles=["care"])[1][:2] == b"PK"
    assert knock("GET", link)[0] == 401
    assert knock("GET", link, roles=["marketer"])[0] == 403
    assert knock("GET", elsewhere, roles=["care"])[0] == 403
    assert knock("GET", link[:-2], roles=["care"])[0] == 403


def test_discovery_says_what_may_be_asked(knock: Knock) -> None:
    status, said = knock("GET", "/v1/discovery", roles=["source:mediapulse.crm"])

    assert status == 200
    assert said["rights"] == ["access", "erasure"]
    assert "nova" in said["systems"]
    assert said["deadlines"]["clause_days"] == {"eventclick": 15, "mediapulse": 15}


def test_no_door_leads_elsewhere(knock: Knock) -> None:
    for method, path in (("GET", "/"), ("PUT", "/v1/requests"), ("GET", "/v1/requests/x/y")):
        assert knock(method, path, roles=["dpo"])[0] == 404
