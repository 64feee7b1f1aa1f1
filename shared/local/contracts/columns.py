"""Columns as a contract writes them: where each goes, and why behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import yaml

from shared.ingest.meaning.calibration import CHECK
from shared.local.terminal.surface import printable
from shared.model.fields import EXTENSION
from shared.model.upload import MappedColumn


def column_lines(columns: Mapping[str, MappedColumn]) -> Iterator[str]:
    """The lines under a source: what is mapped, opted out of, kept as it is, and dropped."""
    kept = {name: one for name, one in columns.items() if not one.dropped}
    mapped = {name: one for name, one in kept.items() if one.target != EXTENSION}
    if mapped:
        yield "    mapping:"
        for name, one in mapped.items():
            yield f"      {scalar(name)}: {one.target} # {_reason(one)}"
    yield from _listed("opted_out", (name for name, one in mapped.items() if one.opted_out))
    yield from _listed("extensions", (name for name in kept if name not in mapped))
    yield from _listed("dropped", (name for name in columns if name not in kept))


def scalar(text: str) -> str:
    """A YAML scalar on one line, quoted where it must be."""
    dumped = yaml.safe_dump(text, allow_unicode=True, width=1 << 30, default_style=None)
    return dumped.removesuffix("\n").removesuffix("\n...")


def one_line(text: str) -> str:
    """Text that can stand in a comment."""
    return printable(" ".join(text.split()))


def _listed(name: str, columns: Iterable[str]) -> Iterator[str]:
    items = list(columns)
    if items:
        yield f"    {name}:"
        yield from (f"      - {scalar(column)}" for column in items)


def _reason(one: MappedColumn) -> str:
    doubt = "" if one.confidence >= CHECK else "check: "
    return f"{doubt}{one.confidence:.2f} {one_line(one.why)}"
