"""Delimited text (CSV, TSV and their kin): how it is written, from its first bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

import msgspec

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import Encoding, decode_head
from shared.ingest.formats.header import Header, describe_values_above, find_header
from shared.ingest.formats.lines import split_lines
from shared.ingest.formats.rows import MAX_CELL
from shared.ingest.formats.separation import (
    Separation,
    find_separation,
    is_separator_line,
    parse_sample,
)

_SAMPLE_CHARACTERS: Final = 1 << 18
_NOWHERE: Final = "\x1f"
"""A delimiter that no line has."""

_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def sniff_text(
    head: bytes,
    encoding: Encoding,
    *,
    whole: bool,
    delimiter: str | None = None,
    quote: str | None = None,
    header_row: int | None = None,
) -> Dialect:
    """Work out the dialect of delimited text from its first bytes (all of it when `whole`).

    `header_row` counts lines from 1; 0 says there is no header. Raises InvalidInput when there
    is no table in it.
    """
    csv.field_size_limit(MAX_CELL)
    text = decode_head(head, encoding)
    line_end = "\r" if "\r" in text and "\n" not in text else "\n"
    whole = whole and len(text) <= _SAMPLE_CHARACTERS
    lines = split_lines(text[:_SAMPLE_CHARACTERS], line_end)
    if not whole and len(lines) > 1:
        lines.pop()  # cut off in the middle
    separation = find_separation(lines, delimiter=delimiter, quote=quote)
    skipped = 1 if lines and is_separator_line(lines[0]) else 0
    if header_row:
        skipped = header_row - 1
    rows, starts = parse_sample(lines[skipped:], separation)
    if not any(cell.strip() for row in rows for cell in row):
        raise InvalidInput("the file has no header and no rows, only blank lines")
    header = find_header(rows, given=None if header_row is None else header_row > 0)
    if len(header.columns) == 1 and max(map(len, lines)) > MAX_CELL // 16:
        raise InvalidInput(
            "no table found: the text has no delimiter (comma, semicolon, tab or bar) and very "
            "long lines"
        )
    is_given = delimiter is not None or separation.declared
    if len(header.columns) == 1 and not is_given and any(mark in text for mark in _NAMES):
        # One column of prose, or of several addresses each: its commas cut nothing.
        separation = msgspec.structs.replace(separation, delimiter=_NOWHERE)
    return Dialect(
        type="csv",
        columns=header.columns,
        encoding=encoding.name,
        bom=encoding.bom,
        second_encoding=encoding.second,
        delimiter=separation.delimiter,
        quote=separation.quote,
        escape=separation.escape,
        skip_space=separation.skip_space,
        is_wrapped=separation.is_wrapped,
        line_end="\r" if line_end == "\r" else "\n",
        preamble=skipped + starts[header.row],
        header=header.present,
        trailing_empty=header.trailing_empty,
        evidence=(encoding.evidence, *_explain(separation, header, skipped + starts[header.row])),
        left_out=describe_values_above(rows, header),
        doubts=(encoding.doubt,) if encoding.doubt else (),
    )


def _explain(separation: Separation, header: Header, preamble: int) -> Iterator[str]:
    name = _NAMES.get(separation.delimiter, repr(separation.delimiter))
    if separation.declared:
        yield f"its first line declares the {name} as delimiter"
    elif separation.width < 2:
        yield "no delimiter cuts its lines: it has one column"
    else:
        share = round(100 * separation.share)
        yield f"cut at each {name}, {share} % of the sampled rows have {separation.width} cells"
    if separation.quote != '"':
        yield f"its cells stand in {separation.quote}"
    if separation.escape:
        yield "quotes inside cells are escaped by a backslash"
    if separation.skip_space:
        yield "blanks behind a delimiter belong to no cell"
    if separation.is_wrapped:
        yield "its rows stand in quotes as a whole, and are cut inside them"
    if header.present:
        yield f"line {preamble + 1} holds names rather than values: it is the header"
    else:
        yield "its first full row holds values rather than names: there is no header"
    if header.trailing_empty:
        yield f"{header.trailing_empty} nameless empty columns at the end are left out"
