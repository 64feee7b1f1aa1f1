"""The steps that files, people and requests decide: what was loaded, answered, told, rehearsed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from shared.local.inspection.onboarding.facts import Facts, Figures, Finding, Load
from shared.local.inspection.onboarding.saying import coverage
from shared.rules.channels import WEBHOOKS

ENOUGH: Final = 500
"""Rows of a sample that say something of a file; a smaller file is its own sample."""

MOST_REJECTED: Final = 0.05
"""A file that loses more of its rows is not read as it should be."""

MOST_REFUSED: Final = 0.05
"""A system that refuses more of what it is told does not take changes yet."""


def notice(facts: Facts) -> Finding:
    """Whether people were told of the transfer, in time: before the first whole file."""
    contract = facts.contract
    day = contract.privacy.notice if contract else None
    if contract is None or day is None:
        return Finding("notice", "missing", "missing")
    figures: Figures = {"day": day.isoformat()}
    if day > facts.today:
        return Finding("notice", "missing", "future", figures)
    wholes = [one for one in map(facts.whole, facts.sources) if one]
    first = min((_day(one, contract.time_zone) for one in wholes), default=None)
    if first is not None and day > first:
        return Finding("notice", "missing", "late", {**figures, "loaded": first.isoformat()})
    return Finding("notice", "done", "done", figures)


def _day(load: Load, time_zone: str) -> date:
    return datetime.fromisoformat(load.received_at).astimezone(ZoneInfo(time_zone)).date()


def sample(facts: Facts) -> Finding:
    """Whether about a thousand rows of each source of contacts were tried."""
    tried = {id: facts.samples(id) for id in facts.contacts()}
    rows = sum(load.rows for loads in tried.values() for load in loads)
    small = [id for id, loads in tried.items() if loads and not any(map(_is_enough, loads))]
    lacking = [id for id, loads in tried.items() if not loads and facts.whole(id) is None]
    small = [id for id in small if facts.whole(id) is None]
    if lacking or small:
        names = [*lacking, *small]
        figures: Figures = {"rows": rows, "which": ", ".join(names), "first": names[0]}
        return Finding("sample", "missing", "missing" if lacking else "small", figures)
    if not rows:
        return Finding("sample", "open", "whole" if tried else "none")
    return Finding("sample", "done", "done", {"rows": rows})


def _is_enough(load: Load) -> bool:
    return load.sample >= ENOUGH or load.rows < load.sample


def quality(facts: Facts) -> Finding:
    """How much of each source's newest file was refused, and how many of its columns are known."""
    loads = [one for one in map(facts.latest, _sources(facts)) if one]
    rows = sum(one.rows for one in loads)
    if not rows:
        return Finding("quality", "open", "none")
    direct, extension = coverage(facts)
    worst = max(loads, key=_lost)
    figures: Figures = {
        "rows": rows,
        "rejected": sum(one.rejected for one in loads),
        "share": sum(one.rejected for one in loads) / rows,
        "direct": direct / max(direct + extension, 1),
    }
    if _lost(worst) > MOST_REJECTED:
        named: Figures = {"first": worst.source, "worst": _lost(worst), "upload": worst.upload}
        return Finding("quality", "missing", "missing", {**figures, **named})
    return Finding("quality", "done", "done", figures)


def _lost(load: Load) -> float:
    """The share of rows that were rejected and that nobody has said to be none."""
    return max(load.rejected - load.dismissed, 0) / load.rows if load.rows else 0.0


def reviews(facts: Facts) -> Finding:
    """Whether the doubtful pairs of this company are answered, or at least not late."""
    if not any(one.state == "resolved" for one in facts.loads):
        return Finding("reviews", "open", "none")
    figures: Figures = {"open": facts.reviews.open, "overdue": facts.reviews.overdue}
    if facts.reviews.overdue:
        return Finding("reviews", "missing", "missing", figures)
    if facts.reviews.open:
        return Finding("reviews", "open", "waiting", figures)
    return Finding("reviews", "done", "done", figures)


def full_load(facts: Facts) -> Finding:
    """Whether a whole file of every source is resolved, and every row of it is accounted for."""
    names = _sources(facts)
    wholes = [one for one in map(facts.whole, names) if one]
    lacking = [id for id in names if facts.whole(id) is None]
    figures: Figures = {
        "rows": sum(one.rows for one in wholes),
        "mapped": sum(one.mapped for one in wholes),
        "rejected": sum(one.rejected for one in wholes),
        "suppressed": sum(one.suppressed for one in wholes),
        "count": len(wholes),
    }
    if lacking or not names:
        named: Figures = {"which": ", ".join(lacking), "first": lacking[0] if lacking else ""}
        return Finding("full_load", "missing", "missing", {**figures, **named})
    broken = [one for one in wholes if not _is_accounted_for(one)]
    if broken:
        first: Figures = {"first": broken[0].source, "upload": broken[0].upload}
        return Finding("full_load", "missing", "broken", {**figures, **first})
    return Finding("full_load", "done", "done", figures)


def _is_accounted_for(load: Load) -> bool:
    read = load.mapped + load.rejected + load.suppressed
    return load.rows == read and load.mapped == load.resolved


def sync(facts: Facts) -> Finding:
    """Whether what its systems were told was taken."""
    figures: Figures = {
        "planned": sum(one.planned for one in facts.told.values()),
        "delivered": sum(one.delivered for one in facts.told.values()),
        "refused": sum(one.refused for one in facts.told.values()),
    }
    answered = int(figures["delivered"]) + int(figures["refused"])
    if not facts.told:
        return Finding("sync", "open", "none")
    if int(figures["refused"]) > MOST_REFUSED * answered:
        first = max(facts.told, key=lambda id: facts.told[id].refused)
        return Finding("sync", "missing", "refused", {**figures, "first": first})
    if not any(figures.values()) and full_load(facts).state != "done":
        return Finding("sync", "open", "early")
    if figures["planned"]:
        return Finding("sync", "open", "waiting", figures)
    return Finding("sync", "done", "done", figures)


def request(facts: Facts) -> Finding:
    """Whether a data-subject request has been through this company once."""
    figures: Figures = {"under_way": facts.under_way}
    if facts.rehearsed:
        return Finding("request", "done", "done", figures)
    if facts.under_way:
        return Finding("request", "open", "waiting", figures)
    return Finding("request", "missing", "missing", figures)


def secrets(facts: Facts) -> Finding:
    """Whether the keys everything is hashed, sealed and signed by can be had."""
    absent = [one for one in facts.unknown_secrets if one != WEBHOOKS]
    if facts.exposed:
        return Finding("secrets", "missing", "exposed", {"found": facts.exposed})
    if absent:
        return Finding("secrets", "open", "absent", {"which": ", ".join(absent)})
    return Finding("secrets", "done", "done")


def _sources(facts: Facts) -> list[str]:
    """The sources of the contract; while that has mistakes, those that files came from."""
    return list(facts.sources) or list(dict.fromkeys(one.source for one in facts.loads))
