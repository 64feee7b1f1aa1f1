"""Interactions are stored under the record of the person who did them.

A profile's timeline is the union over its records, so nothing moves when profiles merge or split.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec

from shared.errors import NotFound
from shared.identity.arrival import Hasher, content_hash, record_id
from shared.model.interaction import Interaction, StoredInteraction
from shared.model.message import InteractionsMapped
from shared.model.upload import Part, Upload
from shared.ports import Documents, Objects, Write
from shared.rules import catalogue, lake
from shared.rules.parts import part_id

log = logging.getLogger(__name__)

PER_COMMIT = 300
"""Interactions of one commit: they are put whole, so nothing conflicts; only size counts."""


@dataclass(frozen=True)
class Attachment:
    """Stores parts of interactions, each under a record that may still be to come."""

    documents: Documents
    objects: Objects
    hash: Hasher

    def attach_part(self, message: InteractionsMapped) -> None:
        """Store every interaction of a part that is new or says something new, then count."""
        upload = self.documents.get(Upload, message.upload)
        if upload is None or upload.value.state == "undone":
            log.info("part of an upload taken back", extra={"upload": message.upload})
            return
        name = lake.part_name(
            "interactions", source=message.source, upload=message.upload, number=message.part
        )
        rows = lake.decode_interactions(self.objects.read(catalogue.LAKE, name))
        stated = [self._stored(row, message) for row in rows]
        ids = [interaction_id(self.hash, one) for one in stated]
        known = self.documents.get_many(StoredInteraction, list(dict.fromkeys(ids)))
        changed: dict[str, StoredInteraction] = {}
        unchanged = 0
        for id, one in zip(ids, stated, strict=True):
            before = known[id].value if id in known else None
            if id in changed or _says_the_same(before, one):
                unchanged += 1
            else:
                changed[id] = one
        writes = [
            Write(StoredInteraction, id, one)
            for id, one in changed.items()
            if id not in known or known[id].value != one
        ]
        for start in range(0, len(writes), PER_COMMIT):
            self.documents.commit(writes[start : start + PER_COMMIT])
        self._count(message, linked=len(changed), unchanged=unchanged)
        log.info(
            "part attached",
            extra={"upload": message.upload, "part": message.part, "rows": len(rows)},
        )

    def _stored(self, row: Interaction, message: InteractionsMapped) -> StoredInteraction:
        return StoredInteraction(
            record=record_id(self.hash, row.person_source, row.person_id),
            source=row.source,
            interaction_id=row.interaction_id,
            fields=row.fields,
            extensions=row.extensions,
            at=row.fields.get("interaction_at", ""),
            upload=message.upload,
            part=message.part,
            row=row.row,
            content_hash=content_hash(self.hash, row.fields, row.extensions),
        )

    def _count(self, message: InteractionsMapped, *, linked: int, unchanged: int) -> None:
        def counted(part: Part | None) -> Part:
            if part is None:
                raise NotFound(f"upload {message.upload} has no part {message.part}")
            return msgspec.structs.replace(part, attached=True, linked=linked, unchanged=unchanged)

        self.documents.update(Part, part_id(message.upload, message.part), counted)


def interaction_id(hash: Hasher, interaction: StoredInteraction) -> str:
    """The document id: the record's hash and the interaction's own id, hashed together."""
    return hash("interaction", interaction.record, interaction.source, interaction.interaction_id)


def _says_the_same(before: StoredInteraction | None, now: StoredInteraction) -> bool:
    """Known already, and not from this very part: a repeated delivery counts as the first did."""
    return (
        before is not None
        and before.content_hash == now.content_hash
        and (before.upload, before.part) != (now.upload, now.part)
    )
