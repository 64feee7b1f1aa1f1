"""How one file is written: everything needed to read it again in exactly the same way.

`reading.sniff` works a `Dialect` out once, from the first mebibyte; it is stored with the upload,
and every later call reads by it without looking at the file's layout again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

import msgspec

from shared.errors import InvalidInput

HEAD_BYTES: Final = 1 << 20
"""How much of a file is looked at to work out its dialect."""

MAX_COLUMNS: Final = 16_384
"""As many as a sheet of Excel has. More are not a table of people."""

FileType = Literal["csv", "json", "jsonl", "xml", "xlsx", "html"]


class Dialect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How to read one file. Which fields matter depends on `type`; `evidence` is for people.

    `csv` is any delimited text (comma, semicolon, tab, bar); `html` a table saved as .xls.
    """

    type: FileType
    columns: tuple[str, ...]
    """Unique names in the file's order. JSON and XML rows may hold others, seen only later."""

    encoding: str = "utf-8"
    bom: bool = False
    second_encoding: str = ""
    """How to read a line that is not valid in `encoding`; empty: such a line is rejected."""

    compression: Literal["", "gzip", "zip"] = ""
    member: str = ""
    """Which file of a zip archive, where there are several."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False
    """Blanks behind a delimiter belong to no cell: `1, "a, b"`."""

    is_wrapped: bool = False
    """Rows stand in quotes as a whole, and are cut once more inside them."""

    line_end: Literal["\n", "\r"] = "\n"
    preamble: int = 0
    """Lines (csv), rows (xlsx, html) before the header, or before the first row without one."""

    header: bool = True
    trailing_empty: int = 0
    """Nameless, empty columns at the end that `columns` leaves out."""

    record_path: str = ""
    """JSON `results[]`, `[]`, `people{}`; XML `customers/customer`. Empty: the whole is one."""

    around: tuple[str, ...] = ()
    """What is open around a record, outermost first: keys (JSON) or elements (XML)."""

    is_chosen: bool = False
    """The contract says where the records are: what else the file holds is left out by choice."""

    labels: dict[str, str] = {}
    """XML: path of an element that repeats in a record -> the attribute that tells them apart."""

    repeated: tuple[str, ...] = ()
    """XML: paths of elements that repeat in a record and that nothing tells apart."""

    sheet: str = ""
    evidence: tuple[str, ...] = ()
    """Short sentences saying why the file is read this way."""

    doubts: tuple[str, ...] = ()
    """Short sentences on what may be read wrongly, and what the contract could say about it."""

    left_out: tuple[str, ...] = ()
    """Short sentences on what may be records in the file and is not read, though nobody chose so:
    lists beside the chosen one, other sheets. The raw export stays for them."""

    @property
    def is_all_wanted(self) -> bool:
        """Whether what stands beside the records is to be heard of, and was not yet."""
        return not self.is_chosen and not self.left_out

    @property
    def issues(self) -> tuple[str, ...]:
        """Short sentences for people: what the file lacks, and what of it is not read."""
        told = (*self.doubts, *self.left_out)
        if self.header:
            return told
        named = f"{self.columns[0]} to {self.columns[-1]}" if self.columns else "none"
        return (f"no header row was found; its columns are called {named}", *told)


def name_columns(headers: Sequence[str]) -> tuple[str, ...]:
    """Turn header cells into unique column names, one for each cell.

    The second `Company` becomes `Company#2`; a blank header is named by its place (`column_7`).
    Raises InvalidInput beyond `MAX_COLUMNS`.
    """
    _check_count(len(headers))
    names: dict[str, None] = {}
    repeats: dict[str, int] = {}
    for place, header in enumerate(headers, start=1):
        names[unique_name(header.strip() or f"column_{place}", names, repeats)] = None
    return tuple(names)


def unique_name(name: str, taken: Collection[str], repeats: dict[str, int]) -> str:
    """Return `name`, or `name#2`, `name#3`… when it is taken.

    `repeats` remembers how far each name was counted, so that many repeats take linear time.
    """
    if name not in taken:
        return name
    nth = repeats.get(name, 1) + 1
    while (unique := f"{name}#{nth}") in taken:
        nth += 1
    repeats[name] = nth
    return unique


def union_of_columns(rows: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return every column of the rows once, in the order of first appearance.

    Raises InvalidInput beyond `MAX_COLUMNS`.
    """
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(row))
        _check_count(len(columns))
    return tuple(columns)


def _check_count(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise InvalidInput(
            f"the file has {columns} columns or more, at most {MAX_COLUMNS} are read"
        )
