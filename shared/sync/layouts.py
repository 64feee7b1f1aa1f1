"""How each source writes, learnt from the latest of its own files in the lake."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from shared.errors import NotFound
from shared.model.contact import Contact
from shared.model.contract import Contract, Source
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn, Upload, mapped_to
from shared.ports import Contracts, Documents, Objects
from shared.rules import catalogue, lake
from shared.rules.values.cleaned import Locale
from shared.rules.writing import Layout, layout_of

SAMPLE = 400
"""Rows a source's way of writing is learnt from."""


class _Dialect(msgspec.Struct):
    """Of how a file was read, what writing one like it takes."""

    delimiter: str = ","
    encoding: str = "utf-8"
    bom: bool = False


@dataclass(frozen=True)
class Layouts:
    """Layouts by source, each learnt once a process, and anew when its mapping changes."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    _known: dict[tuple[str, str], Layout] = field(default_factory=dict)

    def of(self, source_id: str) -> Layout | None:
        """The layout of a source; None when nothing of it was mapped yet, or it has no key."""
        contract, source = self.contracts.source(source_id)
        settings = self.documents.get(SourceSettings, source_id)
        version = settings.value.mapping_version if settings else ""
        known = self._known.get((source_id, version))
        if known is None:
            mapping = _mapping(source, settings.value if settings else None)
            key = source.key or next(
                (column for column, one in mapping.items() if one.field == "source_id"), ""
            )
            if not mapping or not key:
                return None
            known, is_learnt = self._learn(contract, source, source_id, mapping, key)
            if is_learnt:
                self._known[(source_id, version)] = known
        return known

    def _learn(
        self,
        contract: Contract,
        source: Source,
        source_id: str,
        mapping: dict[str, MappedColumn],
        key: str,
    ) -> tuple[Layout, bool]:
        """The layout, and whether any row of the source was there to learn it from."""
        upload = self._latest(source_id)
        dialect = _Dialect()
        contacts: list[Contact] = []
        if upload is not None:
            read = msgspec.json.decode(upload.dialect, type=_Dialect | None)
            dialect = read or dialect
            contacts = self._rows(upload)
            mapping = {
                name: mapping[name] for name in (*upload.mapping, *mapping) if name in mapping
            }
        locale = Locale(
            country=source.country or contract.country,
            language=contract.language,
            date_order=source.date_order or _date_order(mapping),
        )
        layout = layout_of(
            mapping,
            key=key,
            locale=locale,
            contacts=contacts,
            delimiter=dialect.delimiter,
            encoding="utf-8-sig" if dialect.bom else dialect.encoding,
        )
        return layout, bool(contacts)

    def _latest(self, source_id: str) -> Upload | None:
        uploads = [
            stored.value
            for _, stored in self.documents.find(Upload, where={"source": source_id})
            if stored.value.state in ("mapping", "mapped") and stored.value.entity == "contacts"
        ]
        exports = [one for one in uploads if one.name]
        return max(exports or uploads, key=lambda one: one.received_at, default=None)

    def _rows(self, upload: Upload) -> list[Contact]:
        folder = lake.upload_folder("contacts", source=upload.source, upload=upload.id)
        for name in self.objects.list(catalogue.LAKE, folder):
            if name.endswith(".jsonl.gz"):
                try:
                    return lake.decode_contacts(self.objects.read(catalogue.LAKE, name))[:SAMPLE]
                except NotFound:
                    continue  # taken back meanwhile
        return []


def _mapping(source: Source, settings: SourceSettings | None) -> dict[str, MappedColumn]:
    """Column -> field: what was adopted, and over it what the contract says."""
    said = {column: mapped_to(field) for column, field in source.mapping.items()}
    adopted = settings.mapping if settings else {}
    return {**{column: said.get(column, one) for column, one in adopted.items()}, **said}


def _date_order(mapping: dict[str, MappedColumn]) -> str | None:
    return next((one.date_order for one in mapping.values() if one.date_order), None)
