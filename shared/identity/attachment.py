"""Interactions are stored under the record of the person who did them.

A profile's timeline is the union over its records, so nothing moves when profiles merge or split.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from shared.errors import Conflict, NotFound, Retry, TooLarge
from shared.identity.fencing import Fence, raise_fence
from shared.identity.stating import fitting
from shared.model.interaction import Interaction, StoredInteraction
from shared.model.message import InteractionsMapped
from shared.model.upload import Part, Upload
from shared.ports import ABSENT, Clock, Documents, Objects, Write
from shared.rules import catalogue, lake
from shared.rules.parts import part_id
from shared.rules.records import record_id

log = logging.getLogger(__name__)

_TRIES = 20

PER_COMMIT = 300
"""Interactions of one commit."""


@dataclass(frozen=True)
class Attachment:
    """Stores parts of interactions, each under a record that may still be to come."""

    documents: Documents
    objects: Objects
    clock: Clock
    hash: Callable[..., str]

    def attach_part(self, message: InteractionsMapped) -> None:
        """Store every interaction of a part that is new or says something new, then count."""
        fence = raise_fence(self.documents, upload=message.upload, part=message.part)
        if fence is None:
            log.info("part of an upload taken back", extra={"upload": message.upload})
            return
        try:
            self._attach_part(message, fence)
        except NotFound:
            if fence.renew():
                raise
            log.info("upload taken back meanwhile", extra={"upload": message.upload})

    def _attach_part(self, message: InteractionsMapped, fence: Fence) -> None:
        name = lake.part_name(
            "interactions", source=message.source, upload=message.upload, number=message.part
        )
        rows = lake.decode_interactions(self.objects.read(catalogue.LAKE, name))
        stated = [
            stored(self.hash, row, upload=fence.upload, part=message.part)
            for row in sorted(rows, key=lambda one: one.row)
        ]
        linked, unchanged = self._attach(stated, fence)
        said = {(interaction_id(self.hash, one), one.content_hash) for one in stated}
        repeated = len(said) - len({id for id, _ in said})
        self._count(message, linked=linked, unchanged=unchanged, repeated=repeated)
        log.info(
            "part attached",
            extra={"upload": message.upload, "part": message.part, "rows": len(rows)},
        )

    def _attach(self, stated: Sequence[StoredInteraction], fence: Fence) -> tuple[int, int]:
        """(how many say something new, how many do not), once all that do are stored."""
        ids = [interaction_id(self.hash, one) for one in stated]
        for attempt in range(_TRIES):
            known = self.documents.get_many(StoredInteraction, list(dict.fromkeys(ids)))
            latest = {
                id: one
                for id, one in zip(ids, stated, strict=True)
                if not _is_no_news(known[id].value if id in known else None, one)
            }
            writes = [
                Write(StoredInteraction, id, one, known[id].version if id in known else ABSENT)
                for id, one in latest.items()
                if id not in known or known[id].value != one
            ]
            try:
                for start in range(0, len(writes), PER_COMMIT):
                    self._commit(writes[start : start + PER_COMMIT], fence)
            except Conflict:
                self.clock.pause(attempt)
                continue
            return len(latest), len(stated) - len(latest)
        raise Retry("others keep changing the same interactions; the part will come again")

    def _commit(self, writes: Sequence[Write], fence: Fence) -> None:
        """Commit these inside the fence, in halves where they are too much for one."""
        try:
            fence.commit(writes)
        except TooLarge:
            if len(writes) == 1:
                raise
            middle = len(writes) // 2
            self._commit(writes[:middle], fence)
            self._commit(writes[middle:], fence)

    def _count(
        self, message: InteractionsMapped, *, linked: int, unchanged: int, repeated: int
    ) -> None:
        def counted(part: Part | None) -> Part:
            if part is None:
                raise NotFound(f"upload {message.upload} has no part {message.part}")
            if part.attached and part.cuts:
                return part  # rows were erased since they were counted: they stay counted
            mapped = linked + unchanged  # rows erased since they were mapped are kept out
            return msgspec.structs.replace(
                part,
                attached=True,
                linked=linked,
                unchanged=unchanged,
                repeated=repeated,
                mapped=mapped,
                suppressed=part.suppressed + part.mapped - mapped,
            )

        self.documents.update(Part, part_id(message.upload, message.part), counted)


def stored(
    hash: Callable[..., str], row: Interaction, *, upload: Upload, part: int
) -> StoredInteraction:
    """An interaction of the lake as the store keeps it."""
    return StoredInteraction(
        record=record_id(hash, row.person_source, row.person_id),
        source=row.source,
        interaction_id=row.interaction_id,
        fields=row.fields,
        extensions=fitting(row.extensions),
        at=row.fields.get("interaction_at", ""),
        received_at=upload.received_at,
        upload=upload.id,
        part=part,
        row=row.row,
        content_hash=_content_hash(hash, row.fields, row.extensions),
    )


def interaction_id(hash: Callable[..., str], interaction: StoredInteraction) -> str:
    """The document id: the record's hash and the interaction's own id, hashed together."""
    return hash("interaction", interaction.record, interaction.source, interaction.interaction_id)


def is_later(first: StoredInteraction, second: StoredInteraction) -> bool:
    """Whether the first was said after the second."""
    return (first.received_at, first.row) > (second.received_at, second.row)


def _is_no_news(before: StoredInteraction | None, now: StoredInteraction) -> bool:
    """Said before, or overruled since; a repeated delivery of one part counts as the first did."""
    if before is None or (before.upload, before.part) == (now.upload, now.part):
        return False
    return before.content_hash == now.content_hash or is_later(before, now)


def _content_hash(
    hash: Callable[..., str], fields: dict[str, str], extensions: dict[str, str]
) -> str:
    """The same for the same cells, whatever file, row or order they came in."""
    said = msgspec.json.encode((fields, extensions), order="sorted")
    return hash("content", said.decode())
