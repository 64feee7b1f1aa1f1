"""An upload that begins anew replaces what its earlier round left, and removes the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from shared.errors import NotFound
from shared.model.upload import Part, Upload
from shared.ports import Documents, Objects, Write
from shared.rules import catalogue, lake

PARTS_PER_COMMIT: Final = 300

_ENTITIES: Final = (
    (catalogue.LAKE, "contacts"),
    (catalogue.LAKE, "interactions"),
    (catalogue.QUARANTINE, "rows"),
)


def remove_objects(
    objects: Objects, upload: Upload, number: int, *, but: Collection[tuple[str, str]]
) -> None:
    """Remove what an earlier round left of a part."""
    for bucket, name in _objects_of(upload, number):
        if (bucket, name) not in but:
            objects.delete(bucket, name)


def remove_orphans(documents: Documents, objects: Objects, upload: Upload, number: int) -> None:
    """Remove what a call wrote of a part, if its upload was taken back or given up meanwhile.

    The upload may begin anew at any moment, and what is written for it then stays: it began before
    it wrote, so either it is seen to stand, or what it wrote is another generation.
    """
    for bucket, name in _objects_of(upload, number):
        try:
            generation = objects.facts(bucket, name).generation
        except NotFound:
            continue
        standing = documents.get(Upload, upload.id)
        if standing is None or standing.value.state == "undone":
            objects.delete(bucket, name, generation=generation)


def remove_leftovers(documents: Documents, objects: Objects, upload: Upload, parts: int) -> None:
    """Remove what an earlier round left beyond the last part: it may have been cut finer."""
    found = documents.find(Part, where={"upload": upload.id})
    beyond = [id for id, one in found if one.value.number >= parts]
    for start in range(0, len(beyond), PARTS_PER_COMMIT):
        group = beyond[start : start + PARTS_PER_COMMIT]
        documents.commit([Write(Part, id, None) for id in group])
    for bucket, entity in _ENTITIES:
        folder = lake.upload_folder(entity, source=upload.source, upload=upload.id)
        last = lake.part_name(entity, source=upload.source, upload=upload.id, number=parts)
        for name in list(objects.list(bucket, folder)):
            if name >= lake.index_name(last):
                objects.delete(bucket, name)


def _objects_of(upload: Upload, number: int) -> Iterator[tuple[str, str]]:
    """(bucket, name) of all that may be stored of a part; an index after what it leads to."""
    for bucket, entity in _ENTITIES:
        name = lake.part_name(entity, source=upload.source, upload=upload.id, number=number)
        yield bucket, name
        yield bucket, lake.index_name(name)
