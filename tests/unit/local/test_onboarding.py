"""The onboarding checklist: facts in, states and sentences out."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

import msgspec
import pytest

from shared.identity.due import Lateness
from shared.local.inspection.onboarding.facts import Facts, Finding, Load, Told
from shared.local.inspection.onboarding.steps import STEPS, findings
from shared.local.terminal.checklist import checklist_lines, in_words
from shared.local.terminal.checklist_words import DO, FOUND, TITLES
from shared.model.contract import Contract
from shared.model.upload import MappedColumn
from shared.rules.contracts import read_contracts

SAID = """\
id: acme
name: Acme
alerts: [data@acme.example]
writer: { members: ["user:export@acme.example"] }
privacy: { days: 10, calendar: FR, notice: 2026-03-01 }
sources:
  - id: crm
    key: Réf
    mapping: { Réf: source_id, Mail: email }
    extensions: [Points]
    expected: { every: week }
    channel: { type: webhook, url: https://crm.acme.example }
    changes: { mode: fill }
  - id: tickets
    entity: interactions
    key: N°
    person: { column: Réf, source: crm }
    mapping: { Date: interaction_at }
    expected: { every: week }
    channel: { type: file }
"""


def a_contract(text: str = SAID) -> Contract:
    (contract,) = read_contracts({"acme.yaml": text})
    return contract


def a_load(source: str = "acme.crm", **said: Any) -> Load:
    """A whole file of 2,000 rows, all accounted for."""
    counts = {"rows": 2000, "mapped": 1990, "rejected": 10, "resolved": 1990}
    return Load(
        **{
            "source": source,
            "upload": "u1",
            "received_at": "2026-03-10T22:30:00+00:00",
            "state": "resolved",
            **counts,
            **said,
        }
    )


SAMPLE = a_load(sample=1000, rows=1000, mapped=1000, rejected=0, resolved=1000)
LOADS = (SAMPLE, a_load(), a_load("acme.tickets"))


def facts(**said: Any) -> Facts:
    """Of a company that is ready, but for what is given."""
    return Facts(
        **{
            "acquisition": "acme",
            "file": "infra/acquisitions/acme.yaml",
            "today": date(2026, 4, 1),
            "contract": a_contract(),
            "spelled_out": frozenset({"days", "calendar", "notice"}),
            "loads": LOADS,
            "told": {"acme.crm": Told(delivered=12)},
            "rehearsed": True,
            **said,
        }
    )


def found(id: str, **said: Any) -> tuple[str, str]:
    """The state and the sentence of one step."""
    one = next(one for one in findings(facts(**said)) if one.id == id)
    return one.state, one.said


def without(line: str, instead: str = "") -> Contract:
    assert SAID.count(line) >= 1
    return a_contract(SAID.replace(line, instead, 1))


def test_of_a_company_that_is_ready_nothing_is_missing_or_open() -> None:
    assert {one.id: (one.state, one.said) for one in findings(facts())} == dict.fromkeys(
        STEPS, ("done", "done")
    )


OF_CONTRACT: list[Any] = [
    ("key", without("    key: Réf\n"), ("done", "done")),
    (
        "key",
        without("    key: Réf\n    mapping: { Réf: source_id, ", "    mapping: { "),
        ("missing", "missing"),
    ),
    ("mapping", without("    mapping: { Date: interaction_at }\n"), ("missing", "missing")),
    ("expected", without("    expected: { every: week }\n"), ("missing", "missing")),
    ("channel", without("    channel: { type: file }\n"), ("open", "by_hand")),
    (
        "channel",
        a_contract(
            SAID.replace("    channel: { type: file }\n", "").replace(
                "alerts: [data@acme.example]\n", ""
            )
        ),
        ("missing", "missing"),
    ),
    (
        "webhooks",
        without("{ type: webhook, url: https://crm.acme.example }", "{ type: file }"),
        ("open", "none"),
    ),
    ("changes", without("    changes: { mode: fill }\n"), ("missing", "missing")),
    ("changes", without("{ mode: fill }", "{ mode: never }"), ("done", "done")),
    (
        "changes",
        a_contract(
            SAID.replace(
                "    channel: { type: webhook, url: https://crm.acme.example }\n"
                "    changes: { mode: fill }\n",
                "",
            )
        ),
        ("open", "none"),
    ),
    (
        "writer",
        without('writer: { members: ["user:export@acme.example"] }\n'),
        ("missing", "missing"),
    ),
    (
        "writer",
        without(
            'members: ["user:export@acme.example"]',
            "issuer: https://tokens.example.org, subjects: [main]",
        ),
        ("done", "done"),
    ),
    ("alerts", without("alerts: [data@acme.example]\n"), ("missing", "missing")),
    ("notice", without(", notice: 2026-03-01"), ("missing", "missing")),
    ("notice", without("2026-03-01", "2026-04-02"), ("missing", "future")),
    ("notice", without("2026-03-01", "2026-03-12"), ("missing", "late")),
    ("notice", without("2026-03-01", "2026-03-10"), ("done", "done")),
    ("sync", without("    changes: { mode: fill }\n"), ("done", "done")),
]


@pytest.mark.parametrize(("id", "contract", "expected"), OF_CONTRACT)
def test_what_a_contract_leaves_unsaid_is_missing(
    id: str, contract: Contract, expected: tuple[str, str]
) -> None:
    assert found(id, contract=contract) == expected


def test_which_changes_a_source_takes_is_counted_and_none_is_a_decision() -> None:
    never = without("{ mode: fill }", "{ mode: never }")
    but_one = without("{ mode: fill }", "{ mode: never, fields: { email: fill } }")

    counts = [
        next(one.figures for one in findings(facts(contract=said)) if one.id == "changes")
        for said in (never, but_one)
    ]

    assert counts == [{"taking": 0, "none": 1}, {"taking": 1, "none": 0}]


def test_the_day_of_a_file_is_that_of_the_company_s_time_zone() -> None:
    late = without("2026-03-01", "2026-03-11")
    eastern = msgspec.structs.replace(late, time_zone="Asia/Tokyo")

    assert found("notice", contract=late) == ("missing", "late"), "in Paris it is the 10th"
    assert found("notice", contract=eastern) == ("done", "done"), "in Tokyo it is the 11th"


@pytest.mark.parametrize(
    ("spelled_out", "country", "expected"),
    [
        ({"days"}, "FR", ("done", "done")),
        ({"notice", "calendar"}, "FR", ("missing", "missing")),
        ({"days"}, "DE", ("missing", "missing")),
        ({"days", "calendar"}, "DE", ("done", "done")),
    ],
)
def test_a_clause_is_written_by_somebody_with_the_calendar_of_another_country(
    spelled_out: set[str], country: str, expected: tuple[str, str]
) -> None:
    contract = a_contract(f"{SAID}country: {country}\n")

    assert found("privacy", contract=contract, spelled_out=frozenset(spelled_out)) == expected


DOUBTFUL = {"acme.crm": {"Tel": MappedColumn(field="telephone", confidence=0.84)}}


OF_MAPPING: list[Any] = [
    ({"marked": (12, 15)}, ("missing", "marked")),
    ({"mappings": DOUBTFUL}, ("missing", "doubtful")),
    (
        {"mappings": {"acme.crm": {"Tel": MappedColumn(field="telephone", confidence=0.97)}}},
        ("done", "done"),
    ),
    (
        {"mappings": {"acme.crm": {"Mail": MappedColumn(field="email", confidence=0.5)}}},
        ("done", "done"),
    ),
    (
        {"mappings": {"acme.crm": {"Zone": MappedColumn(field="extension", confidence=0.4)}}},
        ("done", "done"),
    ),
]


@pytest.mark.parametrize(("said", "expected"), OF_MAPPING)
def test_a_column_is_doubtful_until_a_person_or_the_contract_has_said_what_it_is(
    said: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert found("mapping", **said) == expected


OF_DOING: list[Any] = [
    ("contract", {"mistakes": ("acme.yaml:3: wrong",)}, ("missing", "missing")),
    ("webhooks", {"unknown_secrets": ("webhooks",)}, ("open", "absent")),
    ("sample", {"loads": ()}, ("missing", "missing")),
    ("sample", {"loads": LOADS[1:]}, ("open", "whole")),
    (
        "sample",
        {"loads": (a_load(sample=20, rows=20),)},
        ("missing", "small"),
    ),
    ("sample", {"loads": (a_load(sample=1000, rows=40),)}, ("done", "done")),
    ("sample", {"loads": (a_load(sample=1000, state="resolving"),)}, ("missing", "missing")),
    ("quality", {"loads": ()}, ("open", "none")),
    ("quality", {"loads": (a_load(rejected=101, mapped=1899),)}, ("missing", "missing")),
    ("quality", {"loads": (a_load(rejected=101, dismissed=50),)}, ("done", "done")),
    ("reviews", {"loads": ()}, ("open", "none")),
    (
        "reviews",
        {"reviews": Lateness(open=3, overdue=0, share=0.0, oldest_hours=2.0)},
        ("open", "waiting"),
    ),
    (
        "reviews",
        {"reviews": Lateness(open=3, overdue=1, share=0.3, oldest_hours=30.0)},
        ("missing", "missing"),
    ),
    ("full_load", {"loads": LOADS[:2]}, ("missing", "missing")),
    ("full_load", {"loads": (a_load(state="refused"), LOADS[2])}, ("missing", "missing")),
    ("full_load", {"loads": (a_load(rows=2001), LOADS[2])}, ("missing", "broken")),
    ("full_load", {"loads": (a_load(resolved=1989), LOADS[2])}, ("missing", "broken")),
    ("sync", {"told": {}}, ("open", "none")),
    ("sync", {"told": {"acme.crm": Told()}, "loads": ()}, ("open", "early")),
    ("sync", {"told": {"acme.crm": Told()}}, ("done", "done")),
    ("sync", {"told": {"acme.crm": Told(planned=1, delivered=5)}}, ("open", "waiting")),
    ("sync", {"told": {"acme.crm": Told(delivered=19, refused=1)}}, ("done", "done")),
    ("sync", {"told": {"acme.crm": Told(delivered=18, refused=1)}}, ("missing", "refused")),
    ("request", {"rehearsed": False}, ("missing", "missing")),
    ("request", {"rehearsed": False, "under_way": 1}, ("open", "waiting")),
    ("secrets", {"unknown_secrets": ("pepper",)}, ("open", "absent")),
    ("secrets", {"exposed": "others can read: pepper"}, ("missing", "exposed")),
]


@pytest.mark.parametrize(("id", "said", "expected"), OF_DOING)
def test_what_was_loaded_answered_and_told_decides_its_step(
    id: str, said: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert found(id, **said) == expected


def test_with_a_broken_contract_what_happened_is_still_told() -> None:
    broken = {"contract": None, "mistakes": ("acme.yaml:3: wrong",)}

    steps = {one.id: (one.state, one.said) for one in findings(facts(**broken))}

    assert steps["contract"] == ("missing", "missing")
    assert steps["full_load"] == ("done", "done")
    assert steps["notice"] == ("open", "unknown")
    assert [id for id, (state, _) in steps.items() if state == "missing"] == ["contract"]


def test_of_a_retired_company_nothing_more_is_expected() -> None:
    retired = a_contract(f"{SAID}state: retired\n")

    steps = {one.id: one.said for one in findings(facts(contract=retired, loads=()))}

    assert {id for id, said in steps.items() if said == "retired"} == {
        *("expected", "changes", "writer", "sample", "quality", "full_load", "sync")
    }


def every_finding() -> list[Finding]:
    """The findings of every case of this file."""
    cases: list[dict[str, Any]] = [
        {},
        {"contract": None, "mistakes": ("acme.yaml:3: wrong",)},
        {"contract": a_contract(f"{SAID}state: retired\n")},
        {"spelled_out": frozenset()},
        *({"contract": contract} for _, contract, _ in OF_CONTRACT),
        *(said for said, _ in OF_MAPPING),
        *(said for _, said, _ in OF_DOING),
    ]
    return [one for case in cases for one in findings(facts(**case))]


def test_every_sentence_can_be_said_in_both_languages_with_its_figures() -> None:
    names = {"file": "f.yaml", "folder": "f", "today": "2026-04-01", "source": "acme.crm"}
    said = set()
    for one in every_finding():
        figures = {**names, **one.figures}
        for language in ("en", "fr"):
            step = in_words(
                id=one.id, state=one.state, said=one.said, figures=figures, language=language
            )
            assert step["found"]
            assert step["do"] or one.state != "missing", one
        said.add(f"{one.id}.{one.said}")

    never_found = {"sample.none"}  # a company without any source of contacts
    assert {name for name in FOUND["en"] if not name.startswith("*")} - said == never_found


def test_both_languages_hold_the_same_sentences_and_figures() -> None:
    def figures(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for words in (TITLES, FOUND, DO):
        assert {name: figures(text) for name, text in words["en"].items()} == {
            name: figures(text) for name, text in words["fr"].items()
        }


def test_a_figure_is_written_as_the_language_writes_it() -> None:
    (one,) = (one for one in findings(facts()) if one.id == "quality")

    english, french = (
        in_words(**msgspec.structs.asdict(one), language=language)["found"]
        for language in ("en", "fr")
    )

    assert english == "rows: 4,000, rejected: 20 (0.5%); columns mapped: 75.0%"
    assert french == "lignes : 4 000, rejetées : 20 (0,5 %) ; colonnes reconnues : 75,0 %"


def test_the_lines_begin_with_the_sum_and_say_what_to_do() -> None:
    step = {"id": "alerts", "title": "Whom to alert", "state": "missing"}

    lines = list(checklist_lines("acme", [{**step, "found": "nobody", "do": "say it"}], "en"))

    assert lines == [
        "acme is not ready: done 0, missing 1, open 0",
        "",
        "MISSING  Whom to alert – nobody",
        "         -> say it",
    ]
