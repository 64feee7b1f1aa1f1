"""The steps a contract decides: what the company's YAML says, and what it leaves unsaid."""

from __future__ import annotations

import shlex
from collections.abc import Collection

from shared.ingest.meaning.calibration import CHECK
from shared.local.inspection.onboarding.facts import Facts, Figures, Finding, State
from shared.model.contract import Changes, Contract, Privacy
from shared.model.fields import EXTENSION
from shared.rules.channels import WEBHOOKS

_KEY = "source_id"


def contract(facts: Facts) -> Finding:
    """Whether this contract, and every other, is valid."""
    if facts.mistakes:
        figures: Figures = {"count": len(facts.mistakes), "mistakes": "; ".join(facts.mistakes)}
        return Finding("contract", "missing", "missing", figures)
    return Finding("contract", "done", "done", {"count": len(facts.sources)})


def key(facts: Facts) -> Finding:
    """Whether each source says by which column a record is known, or one was found."""
    lacking = [
        id
        for id, one in facts.sources.items()
        if one.key is None
        and _KEY not in one.mapping.values()
        and _KEY not in {column.target for column in facts.mappings.get(id, {}).values()}
    ]
    return _of_sources("key", facts, lacking)


def mapping(facts: Facts) -> Finding:
    """Whether it is known of each source what its columns are, and nothing is doubtful still."""
    unmapped = [
        id for id, one in facts.sources.items() if not one.mapping and id not in facts.mappings
    ]
    if unmapped:
        return _of_sources("mapping", facts, unmapped)
    direct, extension = coverage(facts)
    figures: Figures = {"direct": direct, "extension": extension}
    if facts.marked:
        marked: Figures = {"count": len(facts.marked), "line": facts.marked[0]}
        return Finding("mapping", "missing", "marked", {**figures, **marked})
    doubtful = [
        (id, column, one)
        for id, source in facts.sources.items()
        for column, one in facts.mappings.get(id, {}).items()
        if column not in {*source.mapping, *source.extensions, *source.dropped}
        and one.target != EXTENSION
        and not one.dropped
        and one.confidence < CHECK
    ]
    if doubtful:
        id, column, one = doubtful[0]
        first: Figures = {
            "count": len(doubtful),
            "first": id,
            "column": shlex.quote(column),
            "field": one.target,
        }
        return Finding("mapping", "missing", "doubtful", {**figures, **first})
    return Finding("mapping", "done", "done", figures)


def coverage(facts: Facts) -> tuple[int, int]:
    """How many columns of all sources are mapped directly, and how many kept as extensions."""
    targets = []
    for id, source in facts.sources.items():
        found = facts.mappings.get(id, {})
        said = {**source.mapping, **dict.fromkeys(source.extensions, EXTENSION)}
        learnt = {name: one.target for name, one in found.items() if not one.dropped}
        targets += list({**learnt, **said}.values())
    extension = sum(one == EXTENSION for one in targets)
    return len(targets) - extension, extension


def expected(facts: Facts) -> Finding:
    """Whether each source says how often its files come."""
    lacking = [id for id, one in facts.sources.items() if one.expected is None]
    return _of_sources("expected", facts, lacking)


def channel(facts: Facts) -> Finding:
    """Whether requests and changes reach each source, or people who pass them on."""
    lacking = [id for id, one in facts.sources.items() if one.channel is None]
    known = facts.contract
    if lacking and known and known.alerts:
        figures: Figures = {
            "which": ", ".join(lacking),
            "people": len(known.alerts),
            "first": lacking[0],
        }
        return Finding("channel", "open", "by_hand", figures)
    return _of_sources("channel", facts, lacking)


def webhooks(facts: Facts) -> Finding:
    """Whether the secret of each webhook can be had, to be handed to the company."""
    posted = [
        id
        for id, one in facts.sources.items()
        if one.channel is not None and one.channel.type == "webhook"
    ]
    if not posted:
        return Finding("webhooks", "open", "none")
    if WEBHOOKS in facts.unknown_secrets:
        figures: Figures = {"which": ", ".join(posted), "first": posted[0]}
        return Finding("webhooks", "open", "absent", figures)
    return Finding("webhooks", "done", "done", {"count": len(posted), "first": posted[0]})


def changes(facts: Facts) -> Finding:
    """Whether each source that could be told of changes says which it takes, or none."""
    reached = {id: one.changes for id, one in facts.contacts().items() if one.channel is not None}
    if not reached:
        return Finding("changes", "open", "none")
    undecided = [id for id, one in reached.items() if one is None]
    if undecided:
        return _of_sources("changes", facts, undecided)
    taking = sum(one is not None and _takes_any(one) for one in reached.values())
    return Finding("changes", "done", "done", {"taking": taking, "none": len(reached) - taking})


def _takes_any(said: Changes) -> bool:
    return {said.mode, *said.fields.values()} != {"never"}


def writer(facts: Facts) -> Finding:
    """Whether it is said who may put files as the company."""
    found = _known(facts).writer
    return _counted("writer", len(found.members) + len(found.subjects))


def alerts(facts: Facts) -> Finding:
    """Whether it is said whom to tell when something is late."""
    return _counted("alerts", len(_known(facts).alerts))


def privacy(facts: Facts) -> Finding:
    """Whether the clause on requests was written by somebody, and whose holidays count."""
    known = _known(facts)
    figures: Figures = {"days": known.privacy.days, "calendar": known.privacy.calendar}
    home = known.country == Privacy().calendar
    if "days" not in facts.spelled_out or not (home or "calendar" in facts.spelled_out):
        return Finding("privacy", "missing", "missing", {**figures, "country": known.country})
    return Finding("privacy", "done", "done", figures)


def _counted(id: str, count: int) -> Finding:
    state: State = "done" if count else "missing"
    return Finding(id, state, state, {"count": count})


def _known(facts: Facts) -> Contract:
    assert facts.contract is not None  # the checklist asks these only of a valid contract
    return facts.contract


def _of_sources(id: str, facts: Facts, lacking: Collection[str]) -> Finding:
    """Done, or missing with the sources that lack it."""
    count = len(facts.sources)
    if not lacking:
        return Finding(id, "done", "done", {"count": count})
    names = list(lacking)
    figures: Figures = {
        "lacking": len(names),
        "count": count,
        "which": ", ".join(names),
        "first": names[0],
    }
    return Finding(id, "missing", "missing", figures)
