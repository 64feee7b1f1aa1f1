"""A retired company: nothing more comes in or goes out, and its people are not forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.errors import Refused
from shared.model.caller import Caller
from shared.model.change import Change
from shared.model.upload import Upload
from shared.rules.freshness import last_files, late_sources
from tests.festival import crowd, export
from tests.memory import MemoryWorld

ACTIVE, RETIRED = "gazette.crm", "shop.crm"
DPO = Caller(name="dana@example.org", roles=frozenset({"dpo"}))
PEOPLE = crowd(3)

CONTRACT = """\
id: {id}
name: A company
sources:
  - id: crm
    key: id
    mapping:
      {{ id: source_id, given: given_name, family: family_name, mail: email, phone: telephone,
        zip: postal_code }}
    expected: {{ every: day }}
    channel: {{ type: file }}
    changes: {{ mode: overwrite }}
"""


def described(folder: Path) -> Path:
    for id in ("gazette", "shop"):
        (folder / f"{id}.yaml").write_text(CONTRACT.format(id=id), "utf-8")
    return folder


@pytest.fixture
def world(tmp_path: Path) -> MemoryWorld:
    """Two companies that know the same people; then one of them is retired."""
    world = MemoryWorld(contracts=described(tmp_path))
    for source in (RETIRED, ACTIVE):
        world.load(source, "people.csv", export(PEOPLE))
    text = CONTRACT.format(id="shop") + "state: retired\n"
    (tmp_path / "shop.yaml").write_text(text, "utf-8")
    return world


def test_its_next_file_is_refused_with_the_reason_on_the_upload(world: MemoryWorld) -> None:
    world.drop(RETIRED, "more.csv", export(crowd(5)))
    world.settle()

    refused = world.uploads(RETIRED)[-1]
    assert (refused.state, refused.reason) == (
        "refused",
        "shop is retired: its contract says that nothing more comes in",
    )
    assert len(world.profiles()) == 3


def test_a_live_change_of_it_is_refused(world: MemoryWorld) -> None:
    with pytest.raises(Refused, match=r"^shop is retired: its contract says that nothing more"):
        world.app.receiving.receive(RETIRED, PEOPLE[:1], idempotency_key="once")

    assert len(world.uploads(RETIRED)) == 1


def test_it_is_told_of_no_change_while_others_are(world: MemoryWorld) -> None:
    moved = [{**one, "zip": "75011"} for one in PEOPLE]

    world.load(ACTIVE, "moved.csv", export(moved))

    assert list(world.app.synchroniser.accepting()) == [ACTIVE]
    assert list(world.app.documents.find(Change, where={"source": RETIRED})) == []
    assert {one.golden["postal_code"].value for one in world.profiles()} == {"75011"}


def test_it_is_never_late_while_others_are(world: MemoryWorld) -> None:
    came = last_files(one.value for _, one in world.app.documents.find(Upload))
    in_a_week = datetime.now(UTC) + timedelta(days=7)

    late = late_sources(world.app.contracts.all(), came, now=in_a_week)

    assert sorted(came) == [ACTIVE, RETIRED]
    assert [one.source for one in late] == [ACTIVE]


def test_a_request_still_has_a_task_for_it_and_its_profiles_stay(world: MemoryWorld) -> None:
    (person, *others) = world.profiles()

    body = {"right": "access", "subject": {"rcu": person.rcu}}
    opened = world.app.privacy.doors.open(DPO, body, idempotency_key=None)
    world.settle()

    tasks = {one.system: one.records for one in world.app.privacy.desk.tasks(opened["id"])}
    assert tasks == {"nova": 2, ACTIVE: 1, RETIRED: 1}
    assert [len(one.members) for one in (person, *others)] == [2, 2, 2]


def test_taken_up_again_its_file_is_read(world: MemoryWorld, tmp_path: Path) -> None:
    described(tmp_path)

    counts = world.load(RETIRED, "more.csv", export(crowd(5)))

    assert (counts["created"], counts["unchanged"]) == (2, 3)
