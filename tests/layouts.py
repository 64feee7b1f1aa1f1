"""Labelled export layouts: forty kept as files, and others written down column by column.

A line of `tests/data/layouts/*.txt` is `header => field other accepted fields ~ values`; a layout
begins with `## name`. Values are drawn from the bar-separated list, or by a word such as `@email`;
all of them synthetic and the same in every run.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from shared.ingest.adoption import SAMPLE
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff

DATA = Path(__file__).parent / "data"
ROWS = 40


class Layout(NamedTuple):
    """An export: its columns, some rows, and what each column is."""

    name: str
    columns: Sequence[str]
    sample: Sequence[Mapping[str, str]]
    truth: Mapping[str, str]
    """Column -> canonical field, or `extension`."""

    accept: Mapping[str, Sequence[str]]
    """Column -> fields that do no harm."""

    @property
    def language(self) -> str:
        """Of the headers, as the name's ending says: `de`, `en`, `ru`, ...; else empty."""
        return next((part for part in self.name.split("_")[::-1] if part in _LANGUAGES), "")


def all_layouts() -> list[Layout]:
    """Every labelled layout, the real files first."""
    return [*real_layouts(), *written_layouts()]


def real_layouts() -> Iterator[Layout]:
    """The exports kept as files."""
    for folder in sorted((DATA / "exports").iterdir()):
        truth = json.loads((folder / "truth.json").read_text("utf-8"))
        with next(folder.glob("export.*")).open("rb") as stream:
            dialect = sniff(stream)
            rows = (row for row in read_rows(stream, dialect) if isinstance(row, Row))
            sample = [row.cells for row in islice(rows, SAMPLE)]
        yield Layout(folder.name, dialect.columns, sample, truth["mapping"], truth["accept"])


def written_layouts() -> Iterator[Layout]:
    """The layouts written down column by column."""
    for file in sorted((DATA / "layouts").glob("*.txt")):
        for written in file.read_text("utf-8").split("\n## "):
            name, *lines = written.removeprefix("## ").splitlines()
            yield _written(name, [line for line in lines if line and not line.endswith("@skip")])


def _written(name: str, lines: Sequence[str]) -> Layout:
    truth, accept, drawn = {}, {}, {}
    for line in lines:
        header, said = line.split(" => ", 1)
        labels, values = said.split(" ~ ", 1)
        truth[header], *others = labels.replace("/", " ").split()
        accept[header] = others
        drawn[header] = values.strip().split("|")
    chance = random.Random(name)
    sample = []
    for place in range(ROWS):
        person = _Person(chance, place)
        sample.append({header: person.say(chance.choice(kinds)) for header, kinds in drawn.items()})
    return Layout(name, list(truth), sample, truth, accept)


_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru")
_GIVEN = ["Camille", "Léa", "Hugo", "Inès", "Karim", "Sofia", "Julien", "Greta", "Pilar", "Bruno"]
_FAMILY = ["Dupont", "Quesnoy", "Lefèvre", "Haddad", "Rossi", "Schmidt", "García", "Weber", "Roux"]
_CITIES = ["Lyon", "Paris", "Nantes", "Lille", "Bordeaux", "Berlin", "Madrid", "Torino"]
_STREETS = ["rue des Lilas", "rue Victor Hugo", "rue de la Paix"]


class _Person:
    """Somebody made up, and what a cell says of them."""

    def __init__(self, chance: random.Random, place: int) -> None:
        self._chance, self._place = chance, place
        self._given, self._family = chance.choice(_GIVEN), chance.choice(_FAMILY)

    def say(self, kind: str) -> str:
        say = _SAYINGS.get(kind)
        return say(self) if say else kind

    def pick(self, *choices: str) -> str:
        return self._chance.choice(choices)

    def digits(self, count: int) -> str:
        return "".join(self._chance.choices("0123456789", k=count))

    def hexadecimal(self, count: int) -> str:
        return "".join(self._chance.choices("0123456789abcdef", k=count))

    @property
    def given(self) -> str:
        return self._given

    @property
    def family(self) -> str:
        return self._family

    @property
    def number(self) -> str:
        return str(1000 + 7 * self._place + self._chance.randrange(6))

    @property
    def amount(self) -> str:
        return f"{self._chance.randrange(5, 300)}.{self.digits(2)}"

    def address(self, domain: str) -> str:
        plain = unicodedata.normalize("NFKD", f"{self.given}.{self.family}").encode(
            "ascii", "ignore"
        )
        return f"{plain.decode().lower()}{self.digits(2)}@{domain}"

    def moment(self, shape: str) -> str:
        moment = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(hours=self._chance.randrange(60_000))
        return moment.strftime(shape)

    def birth(self) -> str:
        return (date(1940, 1, 1) + timedelta(days=self._chance.randrange(24_000))).strftime(
            "%d/%m/%Y"
        )


_SAYINGS: Mapping[str, Callable[[_Person], str]] = {
    "@given": lambda p: p.given,
    "@family": lambda p: p.family,
    "@fullname": lambda p: f"{p.given} {p.family}",
    "@sortname": lambda p: f"{p.family}, {p.given}",
    "@shortname": lambda p: f"{p.given[0]}. {p.family}",
    "@email": lambda p: p.address("example.org"),
    "@email2": lambda p: p.address("example.com"),
    "@mobile": lambda p: "0639980" + p.digits(3),
    "@phone": lambda p: "0199000" + p.digits(3),
    "@street": lambda p: f"{p.digits(2)} {p.pick(*_STREETS)}",
    "@streetname": lambda p: p.pick(*_STREETS),
    "@line2": lambda p: p.pick("", "", "Bât B", "Appt 12"),
    "@zip": lambda p: p.pick("69003", "75011", "44000", "59000", "33000", "31000"),
    "@ukzip": lambda p: p.pick("CT1 2EH", "ME4 4AA", "SS1 1AA"),
    "@city": lambda p: p.pick(*_CITIES),
    "@company": lambda p: p.pick("", "Acme SARL", "Globex", "Initech"),
    "@birth": lambda p: p.birth(),
    "@date": lambda p: p.moment("%d/%m/%Y"),
    "@datetime": lambda p: p.moment("%Y-%m-%d %H:%M:%S"),
    "@time": lambda p: p.moment("%H:%M:%S"),
    "@amount": lambda p: p.amount,
    "@eur": lambda p: f"€{p.amount}",
    "@int": lambda p: p.number,
    "@smallint": lambda p: p.pick(*"123456789"),
    "@float": lambda p: f"4{p.digits(1)}.{p.digits(5)}",
    "@digits": lambda p: p.pick(*"123456789") + p.digits(12),
    "@code": lambda p: p.pick(*"ABCDEF") + p.digits(7),
    "@uuid": lambda p: (
        f"{p.hexadecimal(8)}-{p.hexadecimal(4)}-4{p.hexadecimal(3)}-a{p.hexadecimal(3)}"
        f"-{p.hexadecimal(12)}"
    ),
    "@hash": lambda p: p.hexadecimal(32),
    "@url": lambda p: f"https://www.example.org/{p.digits(3)}",
    "@ip": lambda p: f"192.0.2.{p.pick('7', '31', '200')}",
    "@text": lambda p: p.pick("", "", "a rappeler", "ok merci", "voir dossier"),
    "@word": lambda p: p.pick("alpha", "beta", "gamma", "delta") + p.digits(2),
    "@empty": lambda _: "",
    "@none": lambda _: "",
}
