"""People answer, the weights learn: new decisions rest on the new version, and say so."""

from __future__ import annotations

import itertools
import json
import logging
import os
from typing import Any

import pytest
from click.testing import CliRunner

from shared.config import Settings
from shared.identity.checking import LINKS
from shared.identity.learning import Learning
from shared.identity.weights import shipped
from shared.local import command
from shared.local.inspection.health import examine
from shared.model.profile import Review
from shared.model.settings import WeightsVersion
from shared.rules.records import record_id
from shared.wiring.app import build
from tests.exports import as_clients, clients, distinct_people, subscribers
from tests.trails import entries_of
from tests.worlds import EmbeddedWorld

BASE, ACQUIRED = "mediapulse.crm", "eventclick.crm"
ASKED = 120


def doubtful(number: int, person: dict[str, str]) -> dict[str, str]:
    """By turns somebody's new e-mail, and somebody of the same home without a given name."""
    unknown = {"Téléphone": "", "Prénom": ""}
    moved = {"Téléphone": "", "E-mail": f"nouveau{number}@example.com"}
    return {**as_clients([person])[0], **(unknown if number % 2 else moved)}


def asked(world: EmbeddedWorld) -> list[Review]:
    waiting = world.app.reviewing.waiting()
    return [one for one in waiting if one.asked_as == "doubt"]


@pytest.fixture
def people() -> list[dict[str, str]]:
    return distinct_people(ASKED + 2)


@pytest.fixture
def answered(embedded: EmbeddedWorld, people: list[dict[str, str]]) -> EmbeddedWorld:
    """An installation in which every doubtful pair was answered, each kind its own way."""
    embedded.load(BASE, "base.csv", subscribers(*people))
    exported = [doubtful(number, one) for number, one in enumerate(people[:ASKED])]
    embedded.load(ACQUIRED, "export.csv", clients(*exported))
    for review in asked(embedded):
        levels = {one.field: one.level for one in review.evidence}
        answer = "same" if levels.get("given_name") == "same" else "household"
        embedded.app.reviewing.decide(review.id, answer, by="Ada")
    return embedded


def test_answers_make_a_version_that_decides_otherwise_and_says_so(
    answered: EmbeddedWorld, people: list[dict[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert answered.app.documents.count(Review, where={"state": "closed"}) >= 100

    learnt = Learning(answered.app.scales).learn()

    assert learnt is not None
    weights = answered.app.scales.current()
    assert weights.version == learnt.version != shipped().version
    assert (weights.match, weights.t_link) == (shipped().match, shipped().t_link)
    assert weights.correction is not None
    assert weights.correction.answers == learnt.taught >= 100
    assert learnt.before == shipped().version
    (line,) = [one for one in caplog.records if one.getMessage() == "weights learnt"]
    assert (line.answers, line.before) == (learnt.taught, "shipped-1")  # type: ignore[attr-defined]

    # who was put before a person until now is nobody's match any more, and the record says why
    late = doubtful(1, people[-1])
    counts = answered.load(ACQUIRED, "late.csv", clients({**late, "N° client": "E9001"}))
    (record,) = [one for one in answered.records() if one.record_id == "E9001"]
    assert (counts["created"], counts["review"]) == (1, 0)
    assert record.link.weights == learnt.version
    assert any(one.field == "reviews" and one.bits < 0 for one in record.link.evidence)
    found = {one.name: one.found for one in examine(answered.app.settings)}
    assert f"and {learnt.taught} answers" in found["match weights"]


def test_the_same_answers_are_not_learnt_twice(answered: EmbeddedWorld) -> None:
    learnt = Learning(answered.app.scales).learn()

    assert learnt is not None
    assert Learning(answered.app.scales).learn() is None
    stored = answered.app.documents.get(WeightsVersion, "current")
    assert stored is not None
    assert stored.value == learnt


def test_answers_that_only_confirm_make_no_version(
    embedded: EmbeddedWorld, people: list[dict[str, str]]
) -> None:
    embedded.load(BASE, "base.csv", subscribers(*people))
    exported = [doubtful(number, one) for number, one in enumerate(people[:ASKED])]
    embedded.load(ACQUIRED, "export.csv", clients(*exported))
    for number, review in enumerate(asked(embedded)):
        is_match = number % 100 < 100 * review.probability
        embedded.app.reviewing.decide(review.id, "same" if is_match else "different", by="Ada")

    assert Learning(embedded.app.scales).learn() is None
    assert embedded.app.scales.current() == shipped()
    found = {one.name: one.found for one in examine(embedded.app.settings)}
    assert found["match weights"] == "those shipped: no answer has taught anything better"


def drawn(count: int) -> list[str]:
    """Client numbers of which every record is drawn for a check, whatever was decided."""
    app = build(Settings.from_env(os.environ))
    named = (f"E{number}" for number in itertools.count())
    return list(
        itertools.islice(
            (
                id
                for id in named
                if int(app.hash("drawn", record_id(app.hash, ACQUIRED, id))[:8], 16)
                < min(LINKS) * 16**8
            ),
            count,
        )
    )


def nova(*arguments: str) -> dict[str, Any]:
    run = CliRunner().invoke(command.nova, [*arguments, "--json"])
    assert run.exit_code == 0, run.output
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_checks_are_asked_blindly_and_their_answers_say_how_good_the_links_are(
    embedded: EmbeddedWorld, people: list[dict[str, str]]
) -> None:
    embedded.load(BASE, "base.csv", subscribers(*people))
    exported = [
        {**one, "N° client": id} for one, id in zip(as_clients(people[:4]), drawn(4), strict=True)
    ]
    counts = embedded.load(ACQUIRED, "export.csv", clients(*exported))
    assert counts["linked"] == 4

    plainly, shown = nova("reviews"), nova("reviews", "--purpose", "review")
    assert (plainly["open"], plainly["reviews"], plainly["blind"]) == (0, [], 4)
    assert set(plainly["checks"][0]) == {"id", "source"}
    first = shown["checks"][0]
    assert first["first_fields"]["email"].lower() == first["second_fields"]["email"].lower()
    assert not {"probability", "evidence", "profile", "candidate"} & first.keys()
    told = [one.count for one in entries_of(embedded.app.documents, "disclosure")]
    assert max(told) == 4

    for number, check in enumerate(shown["checks"]):
        nova("reviews", "--decide", check["id"], "same" if number else "different")

    overall = nova("reviews", "--quality")["quality"][0]
    assert (overall["company"], overall["links"], overall["right"]) == ("eventclick", 4, 3)
    assert overall["precision"]["low"] < 0.75 < overall["precision"]["high"]
    left = nova("reviews")
    assert (left["open"], left["reviews"], "blind" in left) == (0, [], False)
    assert len(embedded.membership()) == len(people) + 1, "who was contradicted stands alone"
    text = CliRunner().invoke(command.nova, ["reviews", "--quality"]).stdout
    assert "eventclick" in text
    assert "75.0%" in text
