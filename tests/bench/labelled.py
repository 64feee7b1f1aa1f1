"""What an installation made of labelled people, and why it missed whom it missed.

`python -m tests.bench.labelled DATA CONTRACTS RECORDS TRUTH --clusters FILE`: precision and cover
of the links nobody was asked about, the share in review, and F1 once every open review that is
likelier one person than two counts as joined. The clusters are for any other evaluator.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from shared.config import Settings
from shared.identity.arrival import key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.comparison import compare
from shared.identity.decision import score
from shared.identity.stating import values_of
from shared.model.comparables import Comparables
from shared.model.profile import Key, Record, Review
from shared.rules.records import record_id
from shared.wiring.app import App, build
from tests.bench.evaluation import groups_in, pairwise


@dataclass
class Labelled:
    """Records with the person each is truly of, and the profile it stands in."""

    person: dict[str, str]
    """Record id -> who it is of."""

    source: dict[str, str]
    """Record id -> its source's name in the file."""

    profile: dict[str, str] = field(default_factory=dict)
    """Record id -> RCU id."""

    reviews: list[Review] = field(default_factory=list)
    """What waits for a person."""

    def groups(self) -> dict[str, list[str]]:
        """The records of each profile."""
        return _by(self.profile)

    def joined(self, *, least: float) -> dict[str, str]:
        """Record id -> group, open reviews from this probability on counted as joined.

        But for those inside one source: both of these hold each person once.
        """
        leads: dict[str, str] = {}

        def top(rcu: str) -> str:
            while rcu in leads:
                rcu = leads[rcu]
            return rcu

        for one in self.reviews:
            first, second = top(one.profile), top(one.candidate)
            if one.probability >= least and first != second and not one.same_source:
                leads[second] = first
        return {record: top(rcu) for record, rcu in self.profile.items()}


def read(app: App, records: Path, truth: Path) -> Labelled:
    """The labels, and what the installation says today."""
    labelled = Labelled(person=groups_in(truth), source=groups_in(records))
    for _, stored in app.documents.find(Record):
        labelled.profile[stored.value.record_id] = stored.value.rcu
    waiting = app.documents.find(Review, where={"state": "open"})
    labelled.reviews += [stored.value for _, stored in waiting]
    return labelled


def figures(labelled: Labelled) -> dict[str, object]:
    """What a reader of docs/matching.md asks."""
    acquired = min(Counter(labelled.source.values()).values())
    asked = len({one.record for one in labelled.reviews if one.source == "labelled.acquired"})
    joined = pairwise(labelled.person, labelled.joined(least=0.5))
    return {
        "automatic": pairwise(labelled.person, labelled.profile),
        "reviews": len(labelled.reviews),
        "share in review": round(asked / acquired, 4),
        "with reviews >= 0.5": joined,
    }


def missed(app: App, labelled: Labelled) -> Counter[str]:
    """Why true pairs of records stand apart, one reason a pair: what `_why` finds first."""
    people = _by(labelled.person)
    why = _Why(app, labelled)
    found: Counter[str] = Counter()
    for records in people.values():
        for place, one in enumerate(records):
            for other in records[place + 1 :]:
                if labelled.profile[one] != labelled.profile[other]:
                    found[why.of(one, other)] += 1
    return found


class _Why:
    """Finds why a true pair stands apart."""

    def __init__(self, app: App, labelled: Labelled) -> None:
        self._app = app
        self._labelled = labelled
        self._groups = labelled.groups()
        self._asked = {frozenset((one.profile, one.candidate)) for one in labelled.reviews}
        self._doubted = {one.profile for one in labelled.reviews}
        self._weights = app.scales.current()
        self._token = app.scales.token()

    def of(self, *pair: str) -> str:
        """The first reason that holds."""
        labelled = self._labelled
        rcus = [labelled.profile[one] for one in pair]
        if frozenset(rcus) in self._asked:
            return "in review"
        for record, rcu in zip(pair, rcus, strict=True):
            if any(labelled.person[one] != labelled.person[record] for one in self._groups[rcu]):
                return "one of the two is linked to somebody else"
        if self._doubted.intersection(rcus):
            return "in review with somebody else"
        first, second = (self._said(one) for one in pair)
        return self._unfound(first, second) or self._unlikely(first, second)

    def _unfound(self, first: Comparables, second: Comparables) -> str:
        """Why the two were never compared; empty when they were."""
        kinds = {key_id(self._app.hash, one): one.kind for one in blocking_keys(first)}
        theirs = {key_id(self._app.hash, one) for one in blocking_keys(second)}
        shared = sorted(theirs & kinds.keys())
        if not shared:
            return "no key in common"
        keys = self._app.documents.get_many(Key, shared)
        if all(one.value.generic for one in keys.values()):
            return f"every common key is generic: {', '.join(sorted(kinds[id] for id in shared))}"
        return ""

    def _unlikely(self, first: Comparables, second: Comparables) -> str:
        levels = compare(second, first)
        found = score(levels, second, first, self._weights, self._token)
        likelier = "more" if found.p_match >= 0.5 else "less"
        agreeing = sorted(one.field for one in found.evidence if one.bits > 0)
        return f"compared, {likelier} likely one than two: {', '.join(agreeing)} speak for it"

    def _said(self, record: str) -> Comparables:
        for source in ("labelled.base", "labelled.acquired"):
            id = record_id(self._app.hash, source, record)
            stored = self._app.documents.get(Record, id)
            if stored is not None:
                return comparables_of(values_of(stored.value.now))
        raise KeyError(record)


def _by(of: dict[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for record, group in of.items():
        groups[group].append(record)
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.labelled", description=__doc__)
    for name in ("data", "contracts", "records", "truth"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--clusters", type=Path, help="write record_id,cluster_id here")
    options = parser.parse_args()
    app = build(Settings(data=str(options.data), contracts=str(options.contracts)))
    labelled = read(app, options.records, options.truth)
    for name, figure in figures(labelled).items():
        print(f"{name}: {figure}")
    for reason, count in missed(app, labelled).most_common():
        print(f"{count:7,}  {reason}")
    if options.clusters:
        with options.clusters.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("record_id", "cluster_id"))
            writer.writerows(labelled.profile.items())


if __name__ == "__main__":
    main()
