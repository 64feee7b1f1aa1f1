"""Records of one file linked by the same resolution as the platform's, on a store in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from shared.adapters.memory import MemoryDocuments
from shared.errors import InvalidInput
from shared.identity.comparables import comparables_of
from shared.identity.estimation import estimate
from shared.identity.resolution import Resolution
from shared.identity.weighing import CURRENT, Scales
from shared.identity.weights import Weights
from shared.ingest.adoption import SAMPLE, adopt
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff
from shared.local.linking.absent_ports import no_contracts, no_messages, no_objects
from shared.local.linking.settling import Settling
from shared.model.comparables import Comparables
from shared.model.contact import Contact
from shared.model.contract import Source
from shared.model.fields import EXTENSION
from shared.model.profile import Profile, Record, Review
from shared.model.settings import WeightsVersion
from shared.model.upload import MappedColumn
from shared.ports import Clock
from shared.rules import lake
from shared.rules.mapping import Mapper
from shared.rules.records import record_id
from shared.rules.values.cleaned import Locale
from shared.rules.values.hashing import keyed_hash

KEY: Final = "record_id"
SOURCE: Final = "source"
_PART: Final = 1000
_HASH_KEY: Final = b"the records of one file, linked "
"""Nothing hashed here is kept; a fixed key makes the same file give the same answer."""


@dataclass
class Records:
    """The contacts of a file, source by source, packed as the lake packs them."""

    mapping: Mapping[str, MappedColumn]
    parts: dict[str, list[bytes]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0

    def contacts(self, source: str) -> Iterator[list[Contact]]:
        """The contacts of a source, a part at a time."""
        return (lake.decode_contacts(part) for part in self.parts[source])

    @property
    def sources(self) -> list[str]:
        """The sources, the one with most records first: the base the others are compared with."""
        return [source for source, _ in self.counts.most_common()]


class Pair(msgspec.Struct, frozen=True):
    """A doubtful pair: two record ids, and how likely they are one person."""

    first: str
    second: str
    probability: float


def read_records(file: Path, *, country: str, progress: Callable[[int], None]) -> Records:
    """Read and clean every record of a file with the columns `record_id` and, if any, `source`.

    The other columns are mapped as `nova diagnose` says; those that say nothing about the person
    are left out. Raises InvalidInput when there is no `record_id`.
    """
    with file.open("rb") as stream:
        dialect = sniff(stream)
        if KEY not in dialect.columns:
            raise InvalidInput(
                f"{file.name} has no column {KEY!r} (it has: {', '.join(dialect.columns)})"
            )
        sample = [
            row.cells for row in islice(read_rows(stream, dialect), SAMPLE) if isinstance(row, Row)
        ]
        described = [column for column in dialect.columns if column not in (KEY, SOURCE)]
        adopted = adopt(described, sample, source=Source(id="records"), settings=None).mapping
        records = Records(mapping=adopted)
        _read_all(read_rows(stream, dialect), records, country, progress)
    return records


@dataclass(frozen=True)
class Linker:
    """Links records; the same engine, decisions and weights as the platform."""

    clock: Clock
    unique: AbstractSet[str] = frozenset()
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    learnt: dict[str, Weights] = field(default_factory=dict)

    def link(self, records: Records, *, progress: Callable[[int], None]) -> None:
        """Learn weights from all records, then resolve source by source."""
        resolution = self._resolution(records)
        now = self.clock.now().isoformat()
        done = 0
        for source in records.sources:
            said = Source(id=source, unique=source in self.believed)
            for number, contacts in enumerate(records.contacts(source)):
                resolution.resolve(
                    contacts, source=said, upload=source, part=number, received_at=now
                )
                done += len(contacts)
                progress(done)

    @property
    def believed(self) -> frozenset[str]:
        """The sources that are said to hold each person once, and do as far as was seen."""
        return frozenset(self.unique) - set(self._scales().current().disbelieved)

    def automatic(self, records: Records) -> Iterator[tuple[str, str]]:
        """(record id, cluster id) of every record, by what the platform links without a person."""
        return self._numbered(records, {})

    def clusters(self, records: Records) -> Iterator[tuple[str, str]]:
        """(record id, cluster id) of every record, doubts settled as `Settling` does."""
        return self._numbered(records, self._settling().groups())

    def _numbered(self, records: Records, groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Ids number the clusters as they appear."""
        numbers: dict[str, int] = {}
        for source in records.sources:
            for contacts in records.contacts(source):
                ids = [record_id(_hash, source, one.record_id) for one in contacts]
                found = self.documents.get_many(Record, ids)
                for id, contact in zip(ids, contacts, strict=True):
                    rcu = found[id].value.rcu
                    number = numbers.setdefault(groups.get(rcu, rcu), len(numbers) + 1)
                    yield contact.record_id, f"c{number}"

    def doubtful(self) -> Iterator[Pair]:
        """The pairs a person would be asked about, the likeliest first."""
        waiting = [one.value for _, one in self.documents.find(Review, where={"state": "open"})]
        for review in sorted(waiting, key=lambda one: (-one.probability, one.id)):
            first = self.documents.get(Record, review.record)
            candidate = self.documents.get(Profile, review.candidate)
            if first is None or candidate is None or first.value.rcu == review.candidate:
                continue
            others = [one for one in candidate.value.members if one.source != review.source]
            member = (others or list(candidate.value.members))[0]
            second = self.documents.get(Record, member.record)
            if second is not None:
                yield Pair(first.value.record_id, second.value.record_id, review.probability)

    def _settling(self) -> Settling:
        scales = self._scales()
        return Settling(self.documents, scales.current(), scales.token(), self.believed)

    def _scales(self) -> Scales:
        return Scales(
            documents=self.documents,
            objects=no_objects(),
            contracts=no_contracts(),
            clock=self.clock,
            hash=_hash,
            kept=self.learnt,
        )

    def _resolution(self, records: Records) -> Resolution:
        weights = estimate(
            _population(records),
            hash=partial(_hash, "frequency"),
            version="learnt",
            unique=self.unique,
        )
        named = WeightsVersion(
            version=weights.version,
            object="",
            population=weights.population,
            learnt_at=self.clock.now().isoformat(),
        )
        self.documents.update(WeightsVersion, CURRENT, lambda _: named)
        self.learnt[weights.version] = weights
        numbers = iter(range(1, 1 << 62))
        return Resolution(
            documents=self.documents,
            objects=no_objects(),
            messages=no_messages(),
            contracts=no_contracts(),
            scales=self._scales(),
            clock=self.clock,
            hash=_hash,
            new_rcu=lambda: f"{next(numbers):012d}",
        )


def _read_all(
    rows: Iterable[object], records: Records, country: str, progress: Callable[[int], None]
) -> None:
    mapping = {
        column: msgspec.structs.replace(one, dropped=one.dropped or one.field == EXTENSION)
        for column, one in records.mapping.items()
    } | {column: MappedColumn(field=EXTENSION, dropped=True) for column in (KEY, SOURCE)}
    mappers: dict[str, Mapper] = {}
    open_parts: dict[str, list[Contact]] = {}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Row) or not row.cells.get(KEY, "").strip():
            records.unreadable += 1
            continue
        source = row.cells.get(SOURCE, "").strip() or "records"
        if source not in mappers:
            mappers[source] = Mapper(
                source=source, mapping=mapping, locale=Locale(country=country), key=KEY
            )
        contact = mappers[source].contact(row.cells, row=row.number)
        part = open_parts.setdefault(source, [])
        part.append(msgspec.structs.replace(contact, originals={}, notes={}))
        if len(part) == _PART:
            _pack(records, source, part)
            open_parts[source] = []
        if number % _PART == 0:
            progress(number)
    for source, part in open_parts.items():
        if part:
            _pack(records, source, part)


def _pack(records: Records, source: str, part: Sequence[Contact]) -> None:
    records.parts.setdefault(source, []).append(lake.encode_part(part))
    records.counts[source] += len(part)


def _population(records: Records) -> Iterator[tuple[str, Comparables]]:
    for source in records.sources:
        for contacts in records.contacts(source):
            for contact in contacts:
                yield source, comparables_of(contact.fields)


def _hash(*parts: str) -> str:
    return keyed_hash(_HASH_KEY, *parts)
