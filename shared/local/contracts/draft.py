"""A diagnosis written down as a contract: the YAML of a new acquisition, ready to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import yaml

from shared.errors import InvalidInput
from shared.ingest.meaning.calibration import CHECK
from shared.ingest.suggestion import ColumnSuggestion
from shared.local.inspection.diagnosis import Diagnosis
from shared.local.terminal.surface import printable
from shared.model.fields import EXTENSION
from shared.rules.contracts import read_contracts

_DOUBTFUL: Final = 0.1
"""A delimiter that leaves more rows than this unreadable may be the wrong one."""

_SOURCES: Final = {"contacts": "crm", "interactions": "activity"}


def write_draft(diagnosis: Diagnosis, target: Path) -> str:
    """Write the contract and return the id of its source.

    The acquisition is named by the file, `<id>.yaml`. Raises InvalidInput when the name makes no
    id, or when something is there already.
    """
    if target.exists():
        raise InvalidInput(f"{target} exists already; move it away first", field="write")
    if target.suffix not in (".yaml", ".yml"):
        raise InvalidInput(f"{target} must end in .yaml", field="write")
    text = draft(diagnosis, id=target.stem)
    # What we write must be what we accept; this also checks the id against the file's name.
    (contract,) = read_contracts({str(target): text})
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return f"{contract.id}.{contract.sources[0].id}"


def draft(diagnosis: Diagnosis, *, id: str) -> str:
    """The YAML text; every mapped column carries the reason it was mapped for."""
    return "\n".join([*_company(diagnosis, id), *_source(diagnosis), ""])


def _company(diagnosis: Diagnosis, id: str) -> Iterator[str]:
    yield f"# Drafted from {one_line(diagnosis.file)}. Check it, above all what is marked “check”."
    yield f"id: {scalar(id)}"
    yield f"name: {scalar(id.replace('_', ' ').title())}"
    yield "country: FR # where its phones and postal codes are from, unless a row says otherwise"
    yield ""
    yield "sources:"


def _source(diagnosis: Diagnosis) -> Iterator[str]:
    mapping = diagnosis.mapping
    yield f"  - id: {_SOURCES[diagnosis.entity]}"
    yield f"    entity: {diagnosis.entity}"
    key = next((name for name, one in mapping.items() if one.field == "source_id"), None)
    if key is not None:
        yield f"    key: {scalar(key)}"
    yield from _format(diagnosis)
    mapped = {name: one for name, one in mapping.items() if one.field != EXTENSION}
    if mapped:
        yield "    mapping:"
        for name, one in mapped.items():
            yield f"      {scalar(name)}: {one.field} # {_reason(one)}"
    yield from listed("opted_out", (name for name, one in mapping.items() if one.opted_out))
    yield from listed(
        "extensions",
        (name for name, one in mapping.items() if one.field == EXTENSION and not one.sensitive),
    )
    yield from listed("dropped", (name for name, one in mapping.items() if one.sensitive))


def _format(diagnosis: Diagnosis) -> Iterator[str]:
    """Which of several tables is meant, and a doubtful delimiter; the rest each file shows itself.

    What is fixed here is not looked for any more: a later file that is written differently would
    be refused, row by row.
    """
    dialect = diagnosis.dialect
    said = {}
    if dialect.type == "csv" and diagnosis.rejected > _DOUBTFUL * diagnosis.rows:
        said["delimiter"] = f"{scalar(dialect.delimiter)} # check: many rows cannot be read"
    if dialect.sheet:
        said["sheet"] = scalar(dialect.sheet)
    if dialect.record_path:
        said["record_path"] = scalar(dialect.record_path)
    if said:
        yield "    format:"
        yield from (f"      {name}: {value}" for name, value in said.items())


def listed(name: str, columns: Iterable[str]) -> Iterator[str]:
    items = list(columns)
    if items:
        yield f"    {name}:"
        yield from (f"      - {scalar(column)}" for column in items)


def _reason(one: ColumnSuggestion) -> str:
    doubt = "" if one.confidence >= CHECK else "check: "
    return f"{doubt}{one.confidence:.2f} {one_line(one.why)}"


def scalar(text: str) -> str:
    """A YAML scalar on one line, quoted where it must be."""
    dumped = yaml.safe_dump(text, allow_unicode=True, width=1 << 30, default_style=None)
    return dumped.removesuffix("\n").removesuffix("\n...")


def one_line(text: str) -> str:
    return printable(" ".join(text.split()))
