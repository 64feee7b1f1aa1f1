"""Delimited text (CSV, TSV and their kin): its dialect, and its rows as a stream.

`csv.reader` does the cutting. Around it: the place and the bytes of every row are known, and a
row that cannot be read is rejected alone, even when its broken quote has swallowed others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from shared.errors import InvalidInput
from shared.ingest.dialect import Dialect
from shared.ingest.encodings import Encoding, decode_head
from shared.ingest.layout import (
    Header,
    Separation,
    find_header,
    find_separation,
    is_separator_line,
    parse_sample,
)
from shared.ingest.lines import LineFeed, RowTooLargeError, split_lines
from shared.ingest.rows import MAX_CELL, MAX_ROW, Position, RejectedRow, Row, reject

if TYPE_CHECKING:
    from _csv import _reader as CsvParser

_SAMPLE_CHARACTERS: Final = 1 << 18
_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def sniff_text(
    head: bytes,
    encoding: Encoding,
    *,
    whole: bool,
    delimiter: str | None = None,
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
    separation = find_separation(lines, delimiter=delimiter)
    skipped = 1 if lines and is_separator_line(lines[0]) else 0
    if header_row:
        skipped = header_row - 1
    rows, starts = parse_sample(lines[skipped:], separation)
    if not any(any(row) for row in rows):
        raise InvalidInput("the file has no header and no rows, only blank lines")
    header = find_header(rows, header_row=None if header_row is None else (header_row and 0) or -1)
    if len(header.columns) == 1 and max(map(len, lines)) > MAX_CELL // 16:
        raise InvalidInput(
            "no table found: the text has no delimiter (comma, semicolon, tab or bar) and very "
            "long lines"
        )
    return Dialect(
        type="csv",
        columns=header.columns,
        encoding=encoding.name,
        bom=encoding.bom,
        second_encoding=encoding.second,
        delimiter=separation.delimiter,
        quote=separation.quote,
        escape=separation.escape,
        line_end="\r" if line_end == "\r" else "\n",
        preamble=skipped + starts[header.row],
        header=header.present,
        trailing_empty=header.trailing_empty,
        evidence=(encoding.evidence, *_explain(separation, header, skipped + starts[header.row])),
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
    if separation.escape:
        yield "quotes inside cells are escaped by a backslash"
    if header.present:
        yield f"line {preamble + 1} holds names rather than values: it is the header"
    else:
        yield "its first full row holds values rather than names: there is no header"
    if header.trailing_empty:
        yield f"{header.trailing_empty} nameless empty columns at the end are left out"


class TextRows:
    """The rows of delimited text (a `RowReader`)."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> None:
        self._dialect = dialect
        self._feed = LineFeed(stream, dialect, start)
        self._rows = start.rows if start else 0
        self._resumed = start is not None

    @property
    def position(self) -> Position:
        return self._feed.position(self._rows)

    def __iter__(self) -> Iterator[Row | RejectedRow]:
        csv.field_size_limit(MAX_CELL)  # of the whole process, and always the same
        feed = self._feed
        if not self._resumed:
            self._pass_header()
        columns = self._dialect.columns
        width = len(columns)
        parser = self._parser(feed)
        while True:
            feed.begin_row()
            try:
                cells = next(parser)
            except StopIteration:
                break
            except (csv.Error, RowTooLargeError) as error:
                rejected = self._reject_unparsable(error)
                parser = self._parser(feed)
                yield rejected
                continue
            if len(cells) != width:
                reason = self._fit(cells)
            else:
                reason = ""
            if feed.row_length > 1 or feed.at_block_end:
                reason = self._find_broken_quote(mismatch=reason) or reason
                parser = self._parser(feed)
            if feed.undecodable and feed.row_is_undecodable:
                reason = f"it holds bytes that are not valid {self._dialect.encoding}"
            if reason:
                self._rows += 1
                yield reject(self._rows, reason, feed.row_bytes, feed.row_line)
            elif any(cells):
                self._rows += 1
                yield Row(self._rows, dict(zip(columns, cells, strict=True)), feed.row_line)
        if feed.broken:
            self._rows += 1
            yield reject(self._rows, "the compressed file is damaged or cut off here", b"")

    def _parser(self, lines: Iterator[str] | LineFeed | list[str], strict: bool = False) -> CsvParser:
        dialect = self._dialect
        return csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote,
            escapechar=dialect.escape or None,
            strict=strict,
        )

    def _pass_header(self) -> None:
        lines = iter(self._feed)
        for _ in range(self._dialect.preamble):
            next(lines, "")
        if self._dialect.header:
            next(self._parser(self._feed), None)
