"""`nova request`, `nova sync` and `nova audit`, as people use them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import msgspec
import pytest

from shared.adapters.embedded.signing import SeedKey
from shared.audit.checkpoint import Signer
from shared.config import Settings
from shared.model.privacy import Request
from shared.ports import Write
from shared.rules import catalogue
from shared.rules.channels import as_shown, signing_secrets
from shared.wiring.app import App, build
from tests.journeys.test_commands import Nova

CONTRACT = """\
id: eventclick
name: EventClick
sources:
  - id: crm
    key: client
    unique: true
    mapping:
      { client: source_id, nom: family_name, prenom: given_name, mail: email, tel: telephone }
  - id: shop
    key: client
    unique: true
    mapping:
      { client: source_id, nom: family_name, prenom: given_name, mail: email, tel: telephone }
    channel: { type: file }
    changes: { mode: overwrite }
"""
HEAD = "client,nom,prenom,mail,tel\n"
CRM = (
    HEAD + "C1,Quesnoy,Camille,camille@example.org,06 39 98 11 22\nC2,Brun,Hugo,hugo@example.org,\n"
)
SHOP = HEAD + "S1,Quesnoy,Camille,camille@example.org,\n"


@pytest.fixture
def nova(tmp_path: Path) -> Nova:
    """Two systems of one company, loaded."""
    nova = Nova(tmp_path)
    (nova.contracts / "eventclick.yaml").write_text(CONTRACT)
    nova.json("upload", "eventclick.crm", str(nova.file("crm.csv", CRM)))
    nova.json("upload", "eventclick.shop", str(nova.file("shop.csv", SHOP)))
    return nova


def app_of(nova: Nova) -> App:
    return build(Settings(data=str(nova.data), contracts=str(nova.contracts)))


def test_an_erasure_from_the_day_it_comes_to_its_certificate(nova: Nova) -> None:
    opened = nova.json("request", "open", "erasure", "--email", "camille@example.org")
    id = opened["id"]
    assert {one["system"]: one["state"] for one in opened["tasks"]} == {
        "nova": "done",
        "eventclick.crm": "planned",
        "eventclick.shop": "sent",
    }

    for system in ("eventclick.crm", "eventclick.shop"):
        nova.json("request", "ack", id, system, "--found", "1", "--removed", "1")

    done = nova.json("request", "status", id)
    assert done["state"] == "completed"
    assert [one["id"] for one in nova.json("request", "list")["requests"]] == [id]
    code, out, _ = nova.run("request", "status", id)
    assert (code, "certificate: closed" in out) == (0, True)
    assert nova.run("profile", "--record", "eventclick.crm:C1")[0] == 1


def test_a_system_that_keeps_something_must_say_what_and_why(nova: Nova) -> None:
    id = nova.json("request", "open", "erasure", "--record", "eventclick.crm:C2")["id"]

    refused = nova.json("request", "ack", id, "eventclick.crm", "--state", "refused", code=1)
    kept = nova.json(
        "request", "ack", id, "eventclick.crm", "--state", "partially_done",
        "--found", "2", "--removed", "1",
        "--retained", "invoices", "GDPR 17(3)(b)", "2036-12-31",
    )  # fmt: skip

    assert "retained" in refused["error"]["message"]
    assert "invoices until 2036-12-31" in json.dumps(kept["certificate"])


def test_a_request_can_be_cancelled_while_it_cools_off(nova: Nova) -> None:
    record = ("--record", "eventclick.crm:C1")
    id = nova.json("request", "open", "erasure", *record, "--cooling-off", "24")["id"]
    assert nova.run("profile", *record)[0] == 1, "restricted at once"

    assert nova.json("request", "cancel", id)["state"] == "cancelled"

    assert nova.run("profile", *record)[0] == 0


def test_an_access_package_is_written_and_ends_after_a_week(nova: Nova, tmp_path: Path) -> None:
    id = nova.json("request", "open", "access", "--phone", "06 39 98 11 22")["id"]
    out = tmp_path / "package.zip"

    nova.json("request", "package", id, "--out", str(out))

    with zipfile.ZipFile(out) as archive:
        assert "eventclick.crm/records.csv" in archive.namelist()
        assert "eventclick.shop/records.json" in archive.namelist()
    assert any(one.act == "access package fetched" for one in nova.disclosures())
    app = app_of(nova)
    assert app.privacy.chasing.chase() == []
    assert len(list(app.objects.list(catalogue.PACKAGES))) == 1
    request = app.privacy.desk.request(id)
    long_ago = msgspec.structs.replace(request, packaged_at="2026-01-01T00:00:00+00:00")
    app.documents.commit([Write(Request, id, long_ago)])
    app.privacy.chasing.chase()
    assert list(app.objects.list(catalogue.PACKAGES)) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--email", "nobody@example.org"), "nobody answers"),
        (("--record", "eventclick.crm:C9"), "nobody answers"),
        ((), "exactly one way"),
        (("--record", "C1"), "SOURCE:ID"),
        (("--email", "hugo@example.org", "--received", "tomorrow"), "is no time"),
    ],
)
def test_a_request_for_nobody_is_refused_in_words(
    nova: Nova, asked: tuple[str, ...], said: str
) -> None:
    answer = nova.json("request", "open", "erasure", *asked, code=1)

    assert said in answer["error"]["message"]
    assert "example.org" not in answer["error"]["message"]


def test_what_a_source_was_told_and_would_be_told(nova: Nova) -> None:
    status = nova.json("sync", "status")["sources"]
    assert status["eventclick.shop"]["delivered"] == 1
    assert nova.json("sync", "plan", "eventclick.shop")["records"] == 0
    (path,) = (nova.data / "buckets" / "outbox" / "eventclick.shop").glob("*.csv")
    assert path.read_text().splitlines()[1].startswith("S1,Quesnoy,Camille")
    assert nova.json("sync", "plan", "eventclick.crm", code=1)["error"]["kind"] == "InvalidInput"


def test_a_source_s_secret_is_shown_as_its_contract_says_which(nova: Nova) -> None:
    shown = nova.json("sync", "secret", "eventclick.shop")

    key = (nova.data / "secrets" / "webhooks").read_bytes()
    (first,) = signing_secrets(key, "eventclick.shop", version=1)
    assert shown == {"source": "eventclick.shop", "version": 1, "secret": as_shown(first)}


def test_the_audit_is_taken_away_checked_and_proven(nova: Nova, tmp_path: Path) -> None:
    id = nova.json("request", "open", "erasure", "--record", "eventclick.crm:C2")["id"]
    key, bundle, proof = (tmp_path / one for one in ("key.txt", "audit.zip", "proof.json"))
    key.write_text(nova.json("audit", "key")["key"])

    nova.json("audit", "export", "--out", str(bundle))
    nova.json("audit", "prove", "--request", id, "--out", str(proof))

    assert nova.json("audit", "verify")["verified"]
    assert nova.json("audit", "verify", "--bundle", str(bundle), "--key", str(key))["verified"]
    assert nova.json("audit", "check", str(proof), "--key", str(key))["entries"] >= 6
    proof.write_text(proof.read_text().replace("request accepted", "request accelted"))
    assert (
        "not under" in nova.json("audit", "check", str(proof), "--key", str(key), code=1)["wrong"]
    )
    other = Signer((SeedKey(lambda: bytes(32)),)).key
    assert nova.json("audit", "verify", "--bundle", str(bundle), "--key", other, code=1)[
        "keys"
    ] == [other]
    both = ("--key", other, "--key", str(key))
    assert nova.json("audit", "verify", "--bundle", str(bundle), *both)["verified"]
    key.write_text(f"{other}\n{key.read_text()}\n")
    assert nova.json("audit", "verify", "--bundle", str(bundle), "--key", str(key))["verified"]
    wrong_key = "nova-express+00000000+AAAA"
    assert nova.run("audit", "verify", "--bundle", str(bundle), "--key", wrong_key)[0] == 1


def test_a_seed_is_the_first_key_and_there_is_none_before(nova: Nova) -> None:
    shown = nova.json("audit", "key")

    assert nova.run("audit", "key")[1] == f"{shown['key']}\n"
    assert shown["previous"] is None
    refused = nova.json("audit", "key", "--previous", code=1)["error"]
    assert refused["message"] == "there is no key before the one in force: it is the first"
