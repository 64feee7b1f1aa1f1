"""A diagnosis written down as a contract: the YAML of a new acquisition, ready to be corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from anyascii import anyascii

from shared.errors import InvalidInput
from shared.local.contracts.columns import column_lines, one_line, scalar
from shared.local.inspection.diagnosis import Diagnosis
from shared.model.contract import ID_IN_WORDS, ID_PATTERN
from shared.model.fields import EXTENSION
from shared.model.upload import MappedColumn
from shared.rules.contracts import read_contracts

_DOUBTFUL: Final = 0.1
"""A delimiter that leaves more rows than this unreadable may be the wrong one."""

SCHEMA_LINE: Final = "# yaml-language-server: $schema=./contract.schema.json"
"""What makes an editor complete and check a contract by the schema beside it."""

_SCHEMA: Final = "contract.schema.json"

_OF_COMPANY: Final = (
    "# Still to be said; `nova onboard check` asks for each, docs/contract.md explains it:",
    "# privacy: { days: 15, calendar: FR, notice: 2026-03-01 } # notice: when its people were told",
    "# writer: { members: [] } # who may put its files, as serviceAccount:export@…",
    "# alerts: [] # whom to write to when its files are late, or its share of a request",
)
"""Settings of the company that no file can tell, to be taken out of their comment."""

_OF_SOURCE: Final = (
    '    # expected: { every: week, by: "08:00", max_delay: 1d } # how often its files come',
    "    # channel: { type: file } # how it is told of requests and changes; or type: webhook, url",
)
_OF_CONTACTS: Final = (
    "    # changes: { mode: fill } # which changes of other companies it takes; never: none",
)

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
    if not re.fullmatch(ID_PATTERN, target.stem):
        raise InvalidInput(
            f"{target.name} names the company, and {target.stem!r} is no id: expected "
            f"{ID_IN_WORDS}, as {_like(target.stem)}.yaml",
            field="write",
        )
    text = draft(diagnosis, id=target.stem)
    if (target.parent / _SCHEMA).exists():
        text = f"{SCHEMA_LINE}\n{text}"
    # What we write must be what we accept.
    (contract,) = read_contracts({str(target): text})
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return f"{contract.id}.{contract.sources[0].id}"


def _like(name: str) -> str:
    """An id as near to a name as one can be."""
    plain = re.sub(r"[^a-z0-9]+", "_", anyascii(name).lower()).lstrip("_0123456789")[:31].strip("_")
    return plain if re.fullmatch(ID_PATTERN, plain) else "ticketco"


def draft(diagnosis: Diagnosis, *, id: str) -> str:
    """The YAML text; every mapped column carries the reason it was mapped for."""
    return "\n".join([*_company(diagnosis, id), *_source(diagnosis), ""])


def _company(diagnosis: Diagnosis, id: str) -> Iterator[str]:
    yield f"# Drafted from {one_line(diagnosis.file)}. Check it, above all what is marked “check”."
    yield f"id: {scalar(id)}"
    yield f"name: {scalar(id.replace('_', ' ').title())}"
    place = "where its phones and postal codes are from, unless a row says otherwise"
    yield f"country: {scalar(diagnosis.country)} # {place}"
    yield from _OF_COMPANY
    yield ""
    yield "sources:"


def _source(diagnosis: Diagnosis) -> Iterator[str]:
    mapping = diagnosis.mapping
    yield f"  - id: {_SOURCES[diagnosis.entity]}"
    yield f"    entity: {diagnosis.entity}"
    key = next((name for name, one in mapping.items() if one.field == "source_id"), None)
    if key is not None:
        yield f"    key: {scalar(key)}"
    yield from _OF_SOURCE
    if diagnosis.entity == "contacts":
        yield from _OF_CONTACTS
    yield from _format(diagnosis)
    columns = {
        name: MappedColumn(
            field=one.field,
            confidence=one.confidence,
            why=one.why,
            opted_out=one.opted_out,
            joins=one.joins,
            dropped=one.sensitive,
        )
        for name, one in mapping.items()
    }
    open_ones = [
        name for name, one in columns.items() if one.target == EXTENSION and not one.dropped
    ]
    yield from column_lines({name: columns[name] for name in columns if name not in open_ones})
    # Nobody has decided anything of these: a contract that named them would forbid to say more.
    if open_ones:
        yield "    # Kept as they are, until you say what they are, here or by `nova sources map`:"
        yield from (f"    #   {one_line(scalar(name))}" for name in open_ones)


def _format(diagnosis: Diagnosis) -> Iterator[str]:
    """Which of several tables is meant, and a doubtful delimiter; the rest each file shows itself.

    What is fixed here is not looked for any more: a later file that is written differently would
    be refused, row by row.
    """
    dialect = diagnosis.dialect
    hinted = msgspec.to_builtins(diagnosis.hints)
    said = {name: scalar(value) for name, value in hinted.items() if value is not None}
    if dialect.type == "csv" and diagnosis.rejected > _DOUBTFUL * diagnosis.rows:
        said["delimiter"] = f"{scalar(dialect.delimiter)} # check: many rows cannot be read"
    if dialect.member and diagnosis.hints.member is None:
        # A pattern that was given goes on meaning the next archive's file, whatever its name.
        said["member"] = scalar(dialect.member)
    if dialect.sheet:
        said["sheet"] = scalar(dialect.sheet)
    if dialect.record_path:
        said["record_path"] = scalar(dialect.record_path)
    if said:
        yield "    format:"
        yield from (f"      {name}: {value}" for name, value in said.items())
