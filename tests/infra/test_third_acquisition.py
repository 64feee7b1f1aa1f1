"""A third company comes in by its YAML alone, and everything deployed serves it.

And each function does what it may, and nothing else.
"""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from pathlib import Path

import msgspec

from shared.adapters.google.documents import FirestoreDocuments
from shared.rules import catalogue
from tests.infra.cast import CLICKS, CRM, LIVE, MAILING
from tests.infra.interpreters import interpreter, pins
from tests.infra.processes import archive
from tests.infra.program import ROOT, Graph
from tests.infra.reasons import REASONS
from tests.infra.rights import NONE, Rights, by_kind, granted, least, used
from tests.infra.stacks import FUNCTION, OBJECT, graph
from tests.infra.telling import Story
from tests.residue import needles, unpacked

ZOE = needles(
    emails=["zoe.xylocanari@example.org"],
    phones=["+33639987531", "+33639987599"],
    words=["xylocanari"],
)


def archives(of: Graph) -> set[str]:
    return {one.inputs["name"] for one in of.of(OBJECT) if one.name.endswith("-archive")}


def test_the_same_archives_serve_it(story: Story) -> None:
    with_it, without_it = archives(story.deployment.graph), archives(graph("dev"))

    assert with_it == without_it
    assert len(with_it) == len(catalogue.FUNCTIONS)


def test_functions_run_on_what_they_ship_and_require(story: Story) -> None:
    union = interpreter(pins(sorted((ROOT / "functions").glob("*/requirements.txt"))))
    looked_for = "import importlib.util as found; print(found.find_spec('shared'))"

    said = subprocess.run(
        [str(union / "bin" / "python"), "-c", looked_for],
        cwd=union,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout == "None\n"
    for function in story.deployment.graph.of(FUNCTION):
        assert "shared/__init__.py" in archive(story.deployment.graph, function)


def test_every_row_of_its_first_files_is_accounted_for(story: Story) -> None:
    said = {
        source: [counts[name] for name in ("rows", "mapped", "rejected", "suppressed")]
        for source, counts in story.counts.items()
    }

    assert said == {CRM: [4, 3, 1, 0], MAILING: [4, 4, 0, 0], CLICKS: [3, 3, 0, 0]}
    for counts in [*story.counts.values(), story.pushed_counts]:
        assert counts["rows"] == counts["mapped"] + counts["rejected"] + counts["suppressed"]
        resolved = ("created", "linked", "review", "unchanged")
        assert counts["mapped"] == sum(counts[name] for name in resolved)


def test_its_people_are_found_among_those_who_were_there(story: Story) -> None:
    assert story.linked == {
        frozenset({f"{CRM}:MP1", f"{MAILING}:tm-1"}),
        frozenset({f"{CRM}:MP2"}),
        frozenset({f"{CRM}:MP3", f"{MAILING}:tm-2"}),
        frozenset({f"{MAILING}:tm-3"}),
        frozenset({f"{MAILING}:tm-4"}),
    }


def test_it_is_told_what_others_know_in_its_own_words_and_signed(story: Story) -> None:
    assert [(one["record_id"], one["set"]) for one in story.first_told] == [
        ("tm-1", {"merge_fields.PHONE": "0639981122"})
    ]


def test_its_live_change_is_taken_in_and_told_to_others(story: Story) -> None:
    assert story.pushed["suppressed"] == 0
    rows = list(csv.DictReader(io.StringIO(story.mediapulse_told)))
    assert [(row["subscriber_id"], row["phone"]) for row in rows] == [("MP3", "06 39 98 75 99")]


def test_a_person_is_given_what_is_known_of_them(story: Story) -> None:
    status, content = story.package

    assert status == 200
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        texts = [package.read(name) for name in package.namelist()]
    assert any(b"zoe.xylocanari@example.org" in text for text in texts)


def test_an_erasure_leaves_nothing_of_a_person_anywhere(story: Story) -> None:
    ours = next(one for one in story.erased["tasks"] if one["system"] == "nova")

    assert (ours["state"], ours["counts"]["records"]) == ("done", 2)
    assert bool(ours["erased_at"])
    assert places_with_her(story) == {}


def places_with_her(story: Story) -> dict[str, list[bytes]]:
    """Store or bucket -> what of her stands there."""
    documents = FirestoreDocuments(story.deployment.firestore)
    hits: dict[str, list[bytes]] = {}
    written = [
        (store.name, id.encode() + msgspec.json.encode(stored.value))
        for store in catalogue.STORES
        for id, stored in documents.find(store.kind)
    ]
    buckets = [*catalogue.BUCKETS[1:], "mediapulse-landing", "trendmedia-landing"]
    for bucket in buckets:
        for name, content in story.deployment.objects(bucket).items():
            written += [(bucket, name.encode()), *((bucket, one) for one in unpacked(content))]
    for place, content in written:
        if found := [one for one in ZOE if one in content.lower()]:
            hits.setdefault(place, []).extend(found)
    return hits


def test_every_system_that_holds_her_is_told_and_the_last_word_closes_it(story: Story) -> None:
    erasure = story.erased["id"]
    posted = {one["task"] for one in story.system.told if one.get("request") == erasure}

    assert story.acknowledged == dict.fromkeys((CRM, "mediapulse.reading", CLICKS, MAILING), 200)
    assert story.completed["state"] == "completed"
    assert posted == {f"{erasure}.erasure.{MAILING}"}


def test_the_watch_does_what_its_jobs_announce(story: Story) -> None:
    evidence = story.deployment.objects("evidence")
    completed = {one["system"]: one for one in story.completed["tasks"]}

    assert any(name.startswith("compliance/checkpoints/") for name in evidence)
    assert bool(completed["nova"]["verified_at"])


def test_every_message_is_acknowledged_in_the_end(story: Story) -> None:
    last = {
        name: {statuses[-1] for statuses in one.pushes.answers.values()}
        for name, one in story.deployment.functions.items()
    }

    doors = {"receive_records", "privacy_requests"}
    assert last == {name: set() if name in doors else {200} for name in last}


def test_its_doors_are_closed_to_strangers(story: Story) -> None:
    call = story.deployment.call

    pushed, _ = call("receive_records", "POST", f"/v1/sources/{MAILING}/records", body={})
    asked, _ = call("privacy_requests", "GET", f"/v1/requests/{story.erased['id']}")
    other, _ = call(
        "receive_records",
        "POST",
        f"/v1/sources/{MAILING}/records",
        roles=(f"source:{CRM}",),
        body={"records": LIVE},
    )

    assert (pushed, asked, other) == (401, 401, 403)


def test_functions_run_outside_the_repository(story: Story) -> None:
    for one in story.deployment.functions.values():
        where = Path(f"/proc/{one.child.process.pid}/cwd").resolve()
        assert not where.is_relative_to(ROOT), where


def test_no_function_asks_for_what_it_is_not_granted(story: Story) -> None:
    allowed = granted(story.deployment.graph)

    beyond = {name: asked.without(allowed[name]) for name, asked in used(story.deployment).items()}

    assert beyond == dict.fromkeys(allowed, NONE)


def test_nothing_is_granted_that_is_never_asked_for(story: Story) -> None:
    allowed = {name: by_kind(one) for name, one in granted(story.deployment.graph).items()}

    needed = {
        name: by_kind(asked).and_(excused(name)) for name, asked in used(story.deployment).items()
    }

    assert {name: (one.topics, least(one)) for name, one in allowed.items()} == {
        name: (one.topics, least(one)) for name, one in needed.items()
    }


def test_a_reason_stands_only_for_what_the_story_does_not_come_to(story: Story) -> None:
    needless = {
        name: (asked.buckets & excused(name).buckets, asked.topics & excused(name).topics)
        for name, asked in ((name, by_kind(one)) for name, one in used(story.deployment).items())
    }

    assert needless == dict.fromkeys(needless, (frozenset(), frozenset()))


def excused(function: str) -> Rights:
    """What a function was not seen to do, and does."""
    own = [(where, what) for name, where, what in REASONS if name == function]
    return Rights(
        frozenset((where, what) for where, what in own if what != "publish"),
        frozenset(where for where, what in own if what == "publish"),
    )
