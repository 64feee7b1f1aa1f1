"""A person corrects what a column is taken for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

import msgspec

from shared.errors import InvalidInput, NotFound
from shared.ingest.adoption import version_of
from shared.ingest.corrections import corrected, with_corrections
from shared.ingest.reading import sniff
from shared.model.contract import Source
from shared.model.fields import (
    CONSENT_FIELDS,
    CONTACT_FIELDS,
    EXTENSION,
    INTERACTION_FIELDS,
    JOINED,
)
from shared.model.message import ObjectLanded
from shared.model.settings import Correction, SourceSettings
from shared.model.upload import Upload, mapped_to
from shared.ports import Clock, Contracts, Documents, Messages, Objects
from shared.rules.discretion import looks_like_value

DROPPED = "dropped"
"""Said of a column that must not be kept at all."""


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction changed."""

    source: str
    column: str
    field: str
    before: str
    """What the column was taken for; empty when no file was mapped yet."""

    given_up: tuple[str, ...] = ()
    """Columns that were taken for this field, and are extensions from now on."""

    taken_up: int = 0
    """Files that were refused and wait in landing: they are looked at again."""


@dataclass(frozen=True)
class Correcting:
    """Keeps people's word on columns; files mapped from now on follow it."""

    documents: Documents
    objects: Objects
    messages: Messages
    contracts: Contracts
    clock: Clock

    def correct(
        self, source_id: str, column: str, field: str, *, by: str, opted_out: bool = False
    ) -> Corrected:
        """Say that a column is a canonical field, a part of one (`birth_date.year`), an
        `extension`, or to be `dropped`.

        Raises NotFound for an unknown source; InvalidInput for a field we do not have, a column
        the contract maps, one that was never seen, or `opted_out` of what is no consent.
        """
        _, source = self.contracts.source(source_id)
        fields: tuple[str, ...] = CONTACT_FIELDS
        if source.entity == "interactions":
            fields += INTERACTION_FIELDS
        parts = tuple(one for one in JOINED if one.partition(".")[0] in fields)
        if field not in (*fields, *parts, EXTENSION, DROPPED):
            expected = ", ".join((*fields, *parts, EXTENSION, DROPPED))
            raise InvalidInput(
                f"no field of {source.entity} is called {field!r}; expected one of {expected}"
            )
        if column in (*source.mapping, *source.extensions, *source.dropped):
            raise InvalidInput(
                f"the contract of {source_id} says what {column!r} is: change it there"
            )
        if opted_out and field not in CONSENT_FIELDS:
            raise InvalidInput(f"only a consent column can be opted out of, {field} is none")
        said = msgspec.structs.replace(
            mapped_to(EXTENSION if field == DROPPED else field, opted_out=opted_out),
            why=f"said by {by}",
            dropped=field == DROPPED,
        )
        waiting = self._waiting(source_id)
        columns = dict.fromkeys(name for one in waiting for name in self._columns_of(one, source))
        done: list[Corrected] = []

        def keep(settings: SourceSettings | None) -> SourceSettings:
            settings = settings or SourceSettings(
                source=source_id, mapping={}, mapping_version="", adopted_at="", adopted_by=""
            )
            known = {**settings.mapping, **columns}
            if known and column not in known:
                raise InvalidInput(_no_such_column(source_id, column, known))
            rival = next((name for name, one in source.mapping.items() if one == field), None)
            if rival is not None and field not in (EXTENSION, DROPPED):
                raise InvalidInput(
                    f"the contract of {source_id} maps {rival!r} to {field}: change it there first"
                )
            standing = with_corrections(settings)
            before = standing.get(column)
            mapping, given_up = corrected(standing, column, said)
            was = "" if before is None else DROPPED if before.dropped else before.target
            done[:] = [
                Corrected(
                    source=source_id, column=column, field=field, before=was, given_up=given_up
                )
            ]
            now = self.clock.now().isoformat()
            kept = {name: one for name, one in settings.corrections.items() if name not in given_up}
            adopted = mapping if settings.adopted_at else {}
            return msgspec.structs.replace(
                settings,
                mapping=adopted,
                mapping_version=version_of(adopted) if adopted else "",
                corrections={**kept, column: Correction(column=said, by=by, at=now)},
            )

        self.documents.update(SourceSettings, source_id, keep)
        self.messages.publish(waiting)
        return msgspec.structs.replace(done[0], taken_up=len(waiting))

    def _columns_of(self, landed: ObjectLanded, source: Source) -> tuple[str, ...]:
        try:
            with self.objects.open(landed.bucket, landed.name) as stream:
                return sniff(stream, hints=source.format).columns
        except (InvalidInput, NotFound):
            return ()  # replaced meanwhile, or refused because nobody can read it

    def _waiting(self, source_id: str) -> list[ObjectLanded]:
        """The files that were refused, and lie in landing still."""
        waiting = []
        for _, stored in self.documents.find(Upload, where={"source": source_id}):
            upload = stored.value
            if upload.state != "refused" or not upload.bucket:
                continue
            try:
                facts = self.objects.facts(upload.bucket, upload.name)
            except NotFound:
                continue
            waiting.append(
                ObjectLanded(bucket=upload.bucket, name=upload.name, generation=facts.generation)
            )
        return waiting


def _no_such_column(source_id: str, column: str, known: Collection[str]) -> str:
    """What is said of a column no file had: those of a like name, else all there were."""
    named = [name for name in known if not looks_like_value(name)]
    like = {name.casefold(): name for name in named}
    near = [like[one] for one in get_close_matches(column.casefold(), like)]
    listed = ", ".join(repr(name) for name in near or named)
    return f"no file of {source_id} had a column {column!r}; " + (
        f"did you mean {listed}?" if near else f"it has {listed}"
    )
