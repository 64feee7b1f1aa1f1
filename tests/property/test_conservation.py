"""Promise 1: whatever the file, no row and no cell is lost, and the counts add up.

Every cell of these files carries a token found nowhere else. After the load each token must be in
the lake, as an original or an extension, or in quarantine, in the bytes of a refused row.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.model.privacy import SuppressionShard
from shared.model.profile import Record
from shared.rules import catalogue, lake, suppression
from tests.festival import CONTRACTS, SOURCES
from tests.memory import MemoryWorld
from tests.outcomes import broken_counts
from tests.scale import examples

SOURCE = SOURCES[0]
COLUMNS = ("id", "given", "family", "mail", "phone", "zip", "remark")
TOKEN = re.compile(r"tok\d+x\d+q")
SUPPRESSED = "suppressed@example.org"

often = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

MESS = (
    ["", "", "", " ", '"', '""', "'", "\\", "é", "ß", "\u00a0", "\x00", "\t", ",", ";", "|"],
    ["\r", "\n", "=", "@", "#", "{", "}", "null", "😀", "\u2028", "\x1f", "\udce9", "\udcff\udcfe"],
)
"""What surrounds a token in its cell; `\\udcXX` stands for a byte that is not UTF-8."""

mess = st.sampled_from([one for line in MESS for one in line])
cells = st.one_of(
    st.none(),  # blank
    st.just(("", "", False)),
    st.tuples(mess, mess, st.booleans()),
)
"""(before the token, after it, whether it is quoted as it should be), or nothing."""

rows = st.lists(cells, min_size=0, max_size=len(COLUMNS) + 2)
keys = st.integers(0, 6)
"""Few keys, so that rows of one record repeat."""


@often
@given(
    table=st.lists(st.tuples(keys, rows), min_size=1, max_size=25),
    line_end=st.sampled_from(["\n", "\r\n"]),
    part_size=st.integers(1, 9),
)
def test_no_cell_of_a_messy_csv_is_lost(
    table: Sequence[tuple[int, Sequence[Any]]], line_end: str, part_size: int
) -> None:
    lines = [",".join(COLUMNS), *(_plain_row(1000 + number) for number in range(8))]
    for number, (key, row) in enumerate(table):
        written = [_csv_cell(one, number, place) for place, one in enumerate(row)]
        lines += [",".join([f"K{key}", *written]), _plain_row(2000 + number)]
    content = (line_end.join(lines) + line_end).encode("utf-8", "surrogateescape")

    check(content, part_size=part_size)


json_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.tuples(st.just("text"), mess, mess),
    st.tuples(st.just("list"), mess, mess),
    st.tuples(st.just("object"), mess, mess),
)
spoilt = st.sampled_from(["", "", "", "", "", ",", "}", "\udcff", "[1]", " // remark", '"'])


@often
@given(
    table=st.lists(
        st.tuples(keys, st.lists(json_values, max_size=8), spoilt), min_size=1, max_size=25
    ),
    part_size=st.integers(1, 9),
)
def test_no_value_of_messy_json_lines_is_lost(
    table: Sequence[tuple[int, Sequence[Any], str]], part_size: int
) -> None:
    lines = ['{"id": "K0", "given": "first"}']
    for number, (key, values, spoiling) in enumerate(table):
        record = {"id": f"K{key}"}
        for name, value in zip((*COLUMNS[1:], "more", "most"), values, strict=False):
            record[name] = _json_value(value, number, len(record))
        lines.append(json.dumps(record, ensure_ascii=False) + spoiling)
    content = ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")

    check(content, part_size=part_size)


@often
@given(
    table=st.lists(st.tuples(keys, st.booleans()), min_size=1, max_size=25),
    part_size=st.integers(1, 9),
)
def test_suppressed_rows_are_counted_and_nothing_of_them_is_kept(
    table: Sequence[tuple[int, bool]], part_size: int
) -> None:
    lines = [",".join(COLUMNS)]
    for number, (key, is_suppressed) in enumerate(table):
        mail = SUPPRESSED if is_suppressed else f"tok{number}x3q@example.org"
        lines.append(f"K{key},tok{number}x1q,tok{number}x2q,{mail},,,tok{number}x6q")
    content = ("\n".join(lines) + "\n").encode()

    world = loaded(content, part_size=part_size)

    counts = world.counts(SOURCE)
    expected = {number for number, (_, is_suppressed) in enumerate(table) if not is_suppressed}
    kept = {int(token[3:].partition("x")[0]) for token in TOKEN.findall(_everything_kept(world))}
    assert counts["suppressed"] == len(table) - len(expected)
    assert kept == expected
    assert broken_counts(world.app) == []


def check(content: bytes, *, part_size: int) -> None:
    """Load a file, and look for every one of its tokens and rows afterwards."""
    world = loaded(content, part_size=part_size)
    (upload,) = world.uploads(SOURCE)
    if upload.state == "refused":
        assert upload.reason
        assert world.objects.stored[world.bucket(SOURCE)[0], upload.name] == content
        return
    contacts, refused = _mapped(world), _refused(world)
    numbers = sorted([one.row for one in contacts] + [one["row"] for one in refused])
    counts = world.counts(SOURCE)
    lost = set(TOKEN.findall(_readable(content))) - set(TOKEN.findall(_everything_kept(world)))
    assert lost == set()
    assert numbers == list(range(1, counts["rows"] + 1))
    assert (counts["mapped"], counts["rejected"]) == (len(contacts), len(refused))
    assert all(one["reason"] and b64decode(one["bytes"]) for one in refused)
    assert broken_counts(world.app) == []
    known = {one.record_id for one in world.records()}
    assert known == {one.record_id for one in contacts}
    assert world.app.documents.count(Record) == len(known)


def loaded(content: bytes, *, part_size: int) -> MemoryWorld:
    """An installation this file was loaded into, where one person is suppressed."""
    world = MemoryWorld(contracts=CONTRACTS, part_size=part_size)
    (mark,) = suppression.marks(world.app.hash, [("email", SUPPRESSED)])
    world.app.documents.update(
        SuppressionShard,
        suppression.shard_of(mark),
        lambda shard: suppression.suppress(shard, mark, request="request-1"),
    )
    world.drop(SOURCE, "export", content)
    world.settle()
    return world


def _mapped(world: MemoryWorld) -> list[Any]:
    return [
        contact
        for name in world.app.objects.list(catalogue.LAKE, "contacts/")
        if name.endswith(".jsonl.gz")
        for contact in lake.decode_contacts(world.app.objects.read(catalogue.LAKE, name))
    ]


def _refused(world: MemoryWorld) -> list[dict[str, Any]]:
    return [
        line
        for name in world.app.objects.list(catalogue.QUARANTINE, "rows/")
        if name.endswith(".jsonl.gz")
        for line in lake.decode_lines(world.app.objects.read(catalogue.QUARANTINE, name))
    ]


def _everything_kept(world: MemoryWorld) -> str:
    cells = [
        text
        for contact in _mapped(world)
        for text in (*contact.originals.values(), *contact.extensions.values())
    ]
    return "\x00".join([*cells, *(_readable(b64decode(one["bytes"])) for one in _refused(world))])


def _readable(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _plain_row(number: int) -> str:
    """A row as it should be: most of a file must be so, or nobody could tell how it is written."""
    return ",".join([f"P{number}", *(f"tok{number}x{place}q" for place in range(1, len(COLUMNS)))])


def _csv_cell(cell: tuple[str, str, bool] | None, row: int, place: int) -> str:
    if cell is None:
        return ""
    before, after, is_quoted = cell
    text = f"{before}tok{row}x{place}q{after}"
    return '"' + text.replace('"', '""') + '"' if is_quoted else text


def _json_value(value: Any, row: int, place: int) -> Any:
    if not isinstance(value, tuple):
        return value
    kind, before, after = value
    text = f"{before}tok{row}x{place}q{after}"
    return {"text": text, "list": [text, 1], "object": {"inner": text}}[kind]
