"""A change in one company reaches the others' systems, once, and does not come back."""

from __future__ import annotations

import csv
import io
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.errors import Retry
from shared.model.change import Change
from shared.model.message import ChangesPlanned, ProfilesChanged
from shared.model.privacy import Restriction
from shared.model.profile import Profile, Record
from shared.ports import Write
from shared.rules import catalogue
from shared.rules.channels import WEBHOOKS, signing_secrets
from shared.wiring.app import app
from tests.receiving_system import System, running
from tests.trails import entries_of
from tests.worlds import ACQUISITIONS, PEPPER, EmbeddedWorld, World

WEB, FILE = "mediapulse.crm", "eventclick.crm"
BASE = (
    "subscriber_id,first_name,last_name,email_address,phone,zip,country,newsletter\n"
    "MP1,Camille,Quesnoy,camille.quesnoy@example.org,06 39 98 11 22,69004,FR,yes\n"
    "MP2,Paul,Vandermeer,paul.v@example.org,06 39 98 33 44,59000,FR,no\n"
)
CLIENTS = (
    "N° client;Nom;Prénom;E-mail;Téléphone;Code postal;Ville\n"
    "E1;QUESNOY;Camille;camille.quesnoy@example.org;0639981122;69004;LYON\n"
    "E9;ZYWIEC;Lou;lou.zywiec@example.org;0639985566;31000;TOULOUSE\n"
)


@pytest.fixture
def system() -> Iterator[System]:
    """MediaPulse's CRM, which listens."""
    with running(signing_secrets(b64decode(PEPPER), WEB, version=1)[0]) as listening:
        yield listening


@pytest.fixture
def joined(world: World, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Both companies loaded: one told by webhook, the other by file."""
    folder = tmp_path / "contracts"
    folder.mkdir()
    for path in ACQUISITIONS.glob("*.yaml"):
        text = path.read_text("utf-8")
        if path.stem == "mediapulse":
            text = text.replace(
                "channel: { type: file }", f"channel: {{ type: webhook, url: {system.url} }}", 1
            ).replace("mode: fill", "mode: overwrite")
        (folder / path.name).write_text(text, "utf-8")
    monkeypatch.setenv("NOVA_CONTRACTS", str(folder))
    world.app = app()
    if isinstance(world, EmbeddedWorld):
        secrets = world.folder / "secrets"
        (secrets / WEBHOOKS).write_bytes(b64decode(PEPPER))
    world.load(WEB, "base.csv", BASE.encode())
    world.load(FILE, "clients.csv", CLIENTS.encode("cp1252"))
    assert len(world.profiles()) == 3
    return world


def push(world: World, source: str, **record: str) -> None:
    """A source's live change, and all that follows from it."""
    world.app.receiving.receive(source, [record])
    world.settle()


def files(world: World) -> list[list[dict[str, str]]]:
    """What EventClick finds in its outbox: the rows of each file."""
    found = []
    for name in world.app.objects.list(catalogue.OUTBOX, f"{FILE}/"):
        text = world.app.objects.read(catalogue.OUTBOX, name).decode("cp1252")
        found.append(list(csv.DictReader(io.StringIO(text), delimiter=";")))
    return found


def record(world: World, source: str, id: str) -> Record:
    (found,) = [one for one in world.records() if (one.source, one.record_id) == (source, id)]
    return found


def test_a_phone_number_reaches_the_other_s_webhook_once_in_its_own_words(
    joined: World, system: System
) -> None:
    system.told.clear()

    push(joined, FILE, **{"N° client": "E1", "Téléphone": "06.39.98.77.88"})

    (change,) = system.changes()
    assert change["record_id"] == "MP1"
    assert change["set"] == {"phone": "06 39 98 77 88"}
    assert files(joined) == []


def test_a_phone_number_reaches_the_other_s_file_once_in_its_own_layout(
    joined: World, system: System
) -> None:
    push(joined, WEB, subscriber_id="MP1", phone="+33 6 39 98 99 00")

    ((row,),) = files(joined)
    assert row == {
        "N° client": "E1",
        "Nom": "QUESNOY",
        "Prénom": "Camille",
        "E-mail": "camille.quesnoy@example.org",
        "Téléphone": "0639989900",
        "Code postal": "69004",
        "Ville": "LYON",
    }


def test_our_own_change_coming_back_decides_nothing_and_is_told_nobody(
    joined: World, system: System
) -> None:
    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})
    change = system.changes()[-1]["change"]
    told, golden = len(system.told), phone_of(joined)

    # Its CRM sends what it took from us, and says where it has it from.
    push(joined, WEB, subscriber_id="MP1", phone="06 39 98 77 88", _change=change)
    # A file restates it: previous row, telling and this row agree that it is ours.
    push(joined, WEB, subscriber_id="MP2", phone="06 39 98 33 44")

    claim = record(joined, WEB, "MP1").now.claims["telephone"]
    assert claim.value == "+33639987788"
    assert claim.at == golden[1]
    assert len(system.told) == told
    assert files(joined) == []


def test_an_export_that_restates_what_we_told_is_no_edit_and_a_later_edit_is(
    joined: World, system: System
) -> None:
    push(joined, WEB, subscriber_id="MP1", phone="0639989900")
    since = phone_of(joined)[1]
    assert len(files(joined)) == 1

    joined.load(FILE, "again.csv", CLIENTS.replace("0639981122", "0639989900").encode("cp1252"))
    assert record(joined, FILE, "E1").now.claims["telephone"].at == since
    assert len(files(joined)) == 1
    system.told.clear()
    joined.load(FILE, "edited.csv", CLIENTS.replace("0639981122", "0639981122 ").encode("cp1252"))

    # Back to the first number, after ours was taken: somebody at EventClick wants that one.
    (change,) = system.changes()
    assert change["set"] == {"phone": "06 39 98 11 22"}
    assert phone_of(joined)[0] == "+33639981122"
    assert len(files(joined)) == 1


def phone_of(world: World) -> tuple[str, str]:
    rcu = world.app.viewing.by_record(WEB, "MP1")
    one = world.app.viewing.standing(rcu).golden["telephone"]
    return one.value, one.at


def test_every_message_again_tells_nothing_again(joined: World, system: System) -> None:
    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})
    push(joined, WEB, subscriber_id="MP1", phone="0639989900")
    told, written = len(system.changes()), files(joined)
    changes = {id: one.value for id, one in joined.app.documents.find(Change)}

    for profile in joined.profiles():
        joined.app.messages.publish([ProfilesChanged(profiles=(profile.rcu,))])
    for change in changes.values():
        joined.app.messages.publish([ChangesPlanned(source=change.source, changes=(change.id,))])
    joined.settle()

    assert len(system.changes()) == told
    assert files(joined) == written
    assert {id: one.value for id, one in joined.app.documents.find(Change)} == changes


def test_a_system_that_cannot_answer_is_told_later_and_only_once(
    joined: World, system: System
) -> None:
    system.told.clear()
    system.answers[:] = [(503, {})]
    rcu = joined.app.viewing.by_record(FILE, "E1")
    joined.app.receiving.receive(FILE, [{"N° client": "E1", "Téléphone": "0639987788"}])
    with pytest.raises(Retry, match="answered with 503"):
        deliver_by_hand(joined, rcu)

    deliver_by_hand(joined, rcu)

    assert [change["set"] for change in system.changes()] == [{"phone": "06 39 98 77 88"}]


def deliver_by_hand(world: World, rcu: str) -> None:
    """Resolve what was pushed, then plan and deliver, with the failures in our hands."""
    from shared.model.message import ContactsMapped  # noqa: PLC0415

    for upload in world.uploads(FILE):
        world.app.resolution.resolve_part(ContactsMapped(upload=upload.id, source=FILE, part=0))
    world.app.synchroniser.plan(ProfilesChanged(profiles=(rcu,)))
    for id, change in world.app.documents.find(Change, where={"source": WEB, "state": "planned"}):
        world.app.delivering.deliver(ChangesPlanned(source=change.value.source, changes=(id,)))


def test_a_system_that_has_yet_to_take_its_new_secret_hears_of_changes(
    joined: World, system: System, tmp_path: Path
) -> None:
    system.told.clear()
    raise_secret(tmp_path / "contracts" / "mediapulse.yaml")

    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})
    system.secret = signing_secrets(b64decode(PEPPER), WEB, version=2)[0]
    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639980001"})

    told = [change["set"]["phone"] for change in system.changes()]
    assert told == ["06 39 98 77 88", "06 39 98 00 01"]


def test_a_task_of_a_request_is_signed_with_the_same_secrets_as_changes(
    joined: World, system: System, tmp_path: Path
) -> None:
    system.told.clear()
    raise_secret(tmp_path / "contracts" / "mediapulse.yaml")

    for version in (1, 2):
        system.secret = signing_secrets(b64decode(PEPPER), WEB, version=version)[0]
        rcu = joined.app.viewing.by_record(WEB, f"MP{version}")
        joined.app.privacy.desk.accept(["access"], rcu, by="Denise")
        joined.settle()

    assert [(body["type"], body["right"]) for body in system.told] == [
        ("request.task", "access"),
        ("request.task", "access"),
    ]


def raise_secret(contract: Path) -> None:
    """Have the sources told by webhook take their second secret."""
    text = contract.read_text("utf-8")
    contract.write_text(text.replace("type: webhook", "type: webhook, secret_version: 2"), "utf-8")


def test_a_refusal_is_kept_with_its_reason_and_not_repeated(joined: World, system: System) -> None:
    system.answers[:] = [(422, {})]

    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})
    push(joined, FILE, **{"N° client": "E1", "Ville": "Lyon 4e"})

    refused = [
        one.value
        for _, one in joined.app.documents.find(Change, where={"source": WEB, "state": "refused"})
    ]
    assert [(one.fields, one.reason) for one in refused] == [(("telephone",), "answered 422")]
    assert record(joined, WEB, "MP1").told == {}


def test_what_was_overtaken_is_not_told(joined: World, system: System) -> None:
    system.told.clear()
    rcu = joined.app.viewing.by_record(FILE, "E1")
    for phone in ("0639980001", "0639980002"):
        joined.app.receiving.receive(FILE, [{"N° client": "E1", "Téléphone": phone}])
        from shared.model.message import ContactsMapped  # noqa: PLC0415

        for upload in joined.uploads(FILE)[-1:]:
            joined.app.resolution.resolve_part(
                ContactsMapped(upload=upload.id, source=FILE, part=0)
            )
        joined.app.synchroniser.plan(ProfilesChanged(profiles=(rcu,)))
    joined.settle()

    assert [change["set"] for change in system.changes()] == [{"phone": "06 39 98 00 02"}]
    states = [
        one.value.state for _, one in joined.app.documents.find(Change, where={"source": WEB})
    ]
    assert sorted(states) == ["delivered", "superseded"]


def test_nothing_of_a_restricted_person_is_told(joined: World, system: System) -> None:
    system.told.clear()
    rcu = joined.app.viewing.by_record(FILE, "E1")
    joined.app.documents.commit([Write(Restriction, rcu, Restriction(rcu=rcu, since="2026"))])

    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})

    assert system.told == []


def test_a_restriction_goes_where_its_profile_was_merged_into(
    joined: World, system: System
) -> None:
    system.told.clear()
    rcu = joined.app.viewing.by_record(FILE, "E1")
    joined.app.documents.commit([Write(Profile, "rcu_old", Profile(rcu="rcu_old", alias_of=rcu))])
    restriction = Restriction(rcu="rcu_old", since="2026")
    joined.app.documents.commit([Write(Restriction, "rcu_old", restriction)])

    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})

    assert system.told == []


def test_every_telling_is_on_the_trail_before_it_leaves_one_entry_a_message(
    joined: World, system: System
) -> None:
    before = len(entries_of(joined.app.documents, "disclosure"))

    push(joined, FILE, **{"N° client": "E1", "Téléphone": "0639987788"})

    entries = entries_of(joined.app.documents, "disclosure")
    told = [one for one in entries if one.act == "changes told" and one.subject == WEB]
    assert len(entries) == before + 1
    assert told[-1].profiles == (joined.app.viewing.by_record(FILE, "E1"),)


def test_a_merge_by_a_person_is_told_too(joined: World, system: System) -> None:
    lou = joined.app.viewing.by_record(FILE, "E9")
    paul = joined.app.viewing.by_record(WEB, "MP2")
    assert {lou, paul} <= {profile.rcu for profile in joined.profiles()}
    from shared.model.profile import Review  # noqa: PLC0415

    review = Review(id="v1", record="r", source=FILE, profile=lou, candidate=paul, probability=0.5)
    joined.app.documents.commit([Write(Review, "v1", review)])
    system.told.clear()

    joined.app.reviewing.decide("v1", "same", by="Ada")
    joined.settle()

    (change,) = system.changes()
    assert change["record_id"] == "MP2"
    assert change["set"]["email_address"] == "lou.zywiec@example.org"
    assert joined.app.documents.count(Profile, where={"alias_of": ""}) == 2
