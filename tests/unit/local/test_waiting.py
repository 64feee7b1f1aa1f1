"""The queue in the asker's language."""

from __future__ import annotations

from typing import Any

from shared.local.terminal.checking import check_lines, quality_lines
from shared.local.terminal.waiting import waiting_lines

QUEUE = {"open": 1200, "overdue": 1, "share": 0.25, "oldest_hours": 30.5}
ONE: dict[str, Any] = {
    "id": "abc",
    "probability": 0.905,
    "source": "shop.crm",
    "age_hours": 30.5,
    "overdue": True,
    "profile": "rcu_1",
    "candidate": "rcu_2",
    "rival": "rcu_3",
    "waterfall": [{"words": "step"}],
    "result": "end",
    "profile_fields": {"email": "a@example.org"},
}


def test_in_french_numbers_and_headings_are_french() -> None:
    assert list(waiting_lines(QUEUE, [ONE], "fr")) == [
        "1 200 paires attendent une réponse ; répondre par : nova reviews --decide ID ANSWER",
        "1 en retard (25 % ; délai : 24 h), la plus ancienne date de 30,5 h",
        "",
        "abc  même personne à 90,5 % (shop.crm), posée il y a 30,5 h, en retard",
        "  rcu_1  ?=  rcu_2",
        "  moins probable qu'il n'y paraît, car rcu_3 convient aussi",
        "    step",
        "    = end",
        "  champ  profile        candidate",
        "  email  a@example.org",
    ]
    one, *_ = waiting_lines({**QUEUE, "open": 1}, [ONE], "fr")
    assert one.startswith("1 paire attend ")
    assert list(waiting_lines(QUEUE, [], "fr")) == ["Aucune paire n'attend personne."]


def test_in_english_as_well() -> None:
    lines = list(waiting_lines(QUEUE, [ONE], "en"))

    assert lines[:2] == [
        "1,200 pairs wait for a person; answer with: nova reviews --decide ID ANSWER",
        "1 overdue (25%; due within 24 h), the oldest asked 30.5 h ago",
    ]
    assert lines[3] == "abc  90.5% likely one person (shop.crm), asked 30.5 h ago, overdue"


def test_blind_checks_and_their_quality_are_asked_in_french_too() -> None:
    one = {"id": "abc", "source": "shop.crm"}

    assert list(check_lines(1, [one], "fr"))[1].startswith("1 contrôle à l'aveugle attend : ")
    none, *_ = quality_lines([], "fr")
    assert none.startswith("Aucune décision")
