"""The labelled people of `peer`: raw files as `nova link` takes them, and who each record is of."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.evaluation import first_two, groups_in

_ROOT = Path(__file__).parents[2]
_SAMPLE = _ROOT / "shared" / "local" / "sample"
_DEMO_TRUTH = _ROOT / "tests" / "data" / "demo_truth.csv"
_PUBLIC = _ROOT / "tests" / "data" / "people"
_DEMO_COLUMNS = {
    "mediapulse": (
        ("subscriber_id", "first_name", "last_name", "email_address", "phone", "zip", "country")
    ),
    "eventclick": ("N° client", "Prénom", "Nom", "E-mail", "Téléphone", "Code postal", "Pays"),
}
_COLUMNS = ("given_name", "family_name", "email", "phone", "postal_code", "country")


@dataclass(frozen=True)
class People:
    """A file of people whose persons are known."""

    name: str
    records: Path
    truth: Path
    """Two columns: the record, its person."""
    unique: tuple[str, ...] = ()
    """The sources that hold each person once: all or none."""
    country: str = "FR"

    def persons(self) -> Mapping[str, str]:
        """Record id -> who it is of."""
        return groups_in(self.truth)

    def arriving(self) -> int:
        """Records of all sources but the largest; all where there is one source."""
        sizes = sorted(Counter(source for _, source in first_two(self.records)).values())
        return sum(sizes[:-1] or sizes)


def people(scratch: Path, folders: Sequence[Path]) -> Iterator[People]:
    """The demo's people, two public sets, and what make_media.py has written into folders."""
    yield _demo(scratch / "demo")
    yield _public("febrl4", scratch / "febrl4", unique=("a", "b"), country="AU")
    yield _public("fake_1000", scratch / "fake_1000", country="US")
    for folder in folders:
        records = folder / "records.csv"
        sizes = Counter(source for _, source in first_two(records))
        named = " into ".join(f"{size:,}" for size in sorted(sizes.values()))
        yield People(named, records, folder / "truth.csv", unique=tuple(sizes))


def _demo(folder: Path) -> People:
    """Both companies' cells as they were exported, in one file under our columns' names."""
    folder.mkdir()
    base = gzip.decompress((_SAMPLE / "mediapulse_crm.csv.gz").read_bytes()).decode()
    acquired = (_SAMPLE / "eventclick_crm.csv").read_bytes().decode("cp1252")
    rows = [
        (row[key], source, *(row[name] for name in columns))
        for source, text, delimiter in (("mediapulse", base, ","), ("eventclick", acquired, ";"))
        for key, *columns in (_DEMO_COLUMNS[source],)
        for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)
    ]
    known = groups_in(_DEMO_TRUTH)
    return People(
        "the demo, 1,000 into 20,000",
        _write(folder / "records.csv", ("record_id", "source", *_COLUMNS), rows),
        _write(
            folder / "truth.csv",
            ("record_id", "entity_id"),
            ((row[0], known.get(row[0], row[0])) for row in rows),
        ),
        unique=tuple(_DEMO_COLUMNS),
    )


def _public(name: str, folder: Path, *, unique: tuple[str, ...] = (), country: str) -> People:
    """A set of tests/data/people: its last column is the label."""
    folder.mkdir()
    text = gzip.decompress((_PUBLIC / f"{name}.csv.gz").read_bytes()).decode()
    header, *rows = csv.reader(io.StringIO(text))
    return People(
        name,
        _write(folder / "records.csv", header[:-1], (row[:-1] for row in rows)),
        _write(folder / "truth.csv", (header[0], header[-1]), ((row[0], row[-1]) for row in rows)),
        unique=unique,
        country=country,
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
