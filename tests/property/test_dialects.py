"""Whatever dialect an export is written in, the cells that are read are those that were written."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff
from tests.scale import examples

COLUMNS = ("Réf", "Prénom", "Courriel", "Code postal", "Remarque")
MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "cp1252": b""}

words = st.sampled_from(
    [
        "Zoé",
        "d'Ys",
        "Noël Paz",
        "a;b",
        "a,b",
        "a\tb",
        "a|b",
        'le "grand"',
        "deux\nlignes",
        "",
        "l’été",
    ]
)
rows = st.lists(st.tuples(words, words), min_size=12, max_size=40)


def written(
    table: Sequence[Sequence[str]], *, delimiter: str, quoting: int, line_end: str, encoding: str
) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
    writer.writerows([COLUMNS, *table])
    return out.getvalue().encode(encoding)


@settings(max_examples=examples(120), deadline=None)
@given(
    said=rows,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(sorted(MARKS)),
    marked=st.booleans(),
    declared=st.booleans(),
    packed=st.booleans(),
)
def test_what_was_written_is_read(
    *,
    said: Sequence[tuple[str, str]],
    delimiter: str,
    quoting: int,
    line_end: str,
    encoding: str,
    marked: bool,
    declared: bool,
    packed: bool,
) -> None:
    table = [
        (f"R{number:03d}", name, f"lou{number}@example.org", f"69{number:03d}", remark)
        for number, (name, remark) in enumerate(said)
    ]
    content = written(
        table, delimiter=delimiter, quoting=quoting, line_end=line_end, encoding=encoding
    )
    if declared:
        content = f"sep={delimiter}{line_end}".encode(encoding) + content
    if marked or encoding == "utf-16-le":
        content = MARKS[encoding] + content
    if packed:
        content = gzip.compress(content)

    read = list(read_rows(io.BytesIO(content), sniff(io.BytesIO(content))))

    assert [tuple(row.cells.values()) for row in read if isinstance(row, Row)] == table
