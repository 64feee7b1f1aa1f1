"""What lies outside the lake: raw exports that stayed, files for sources, access packages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from shared.errors import NotFound
from shared.model.privacy import Request, Subject
from shared.model.upload import Upload
from shared.ports import Documents, Objects
from shared.privacy.cutting import Knife
from shared.privacy.raw_search import holds
from shared.rules import catalogue, outbox

_ERASED_EXPORT = (
    "the raw export that was kept is deleted: it held somebody who was erased at their request"
)


@dataclass(frozen=True)
class Leftovers:
    """Finds and removes a person in the buckets but the lake and quarantine."""

    documents: Documents
    objects: Objects
    hash: Callable[..., str]

    def find(self, subject: Subject) -> dict[str, int]:
        """How many files hold the person; kinds with none are left out."""
        knife = Knife(subject, self.hash)
        counts = Counter(
            {
                "raw exports": sum(1 for _ in self._exports(knife)),
                "outbox rows": sum(own for _, _, own in self._outbox(knife)),
                "packages": sum(1 for _ in self._packages(subject)),
            }
        )
        return {kind: count for kind, count in counts.items() if count}

    def remove(self, subject: Subject) -> None:
        """Remove the person. Repeating is harmless."""
        knife = Knife(subject, self.hash)
        for upload in list(self._exports(knife)):
            self.objects.delete(upload.bucket, upload.name, generation=upload.generation)
            self.documents.update(Upload, upload.id, _noted)
        for name, content, _ in list(self._outbox(knife)):
            self.objects.put(catalogue.OUTBOX, name, content)
        for name in list(self._packages(subject)):
            self.objects.delete(catalogue.PACKAGES, name)

    def _exports(self, knife: Knife) -> Iterator[Upload]:
        """Uploads whose raw export stayed in landing, and holds the person.

        One that is still to be mapped meets the marks on its way.
        """
        for state in ("refused", "mapped"):
            for _, stored in self.documents.find(Upload, where={"state": state}):
                upload = stored.value
                if upload.bucket and (state == "refused" or upload.incomplete):
                    try:
                        stream = self.objects.open(
                            upload.bucket, upload.name, generation=upload.generation
                        )
                    except NotFound:
                        continue
                    with stream:
                        if holds(stream, knife.redaction):
                            yield upload

    def _outbox(self, knife: Knife) -> Iterator[tuple[str, bytes, int]]:
        """(name, content without the person, rows of theirs) of each file that holds them."""
        ids = {id for _, _, id in knife.subject.records}
        sources = {source for _, source, _ in knife.subject.records}

        def is_own(row: Sequence[str]) -> bool:
            return not ids.isdisjoint(row) or any(map(knife.redaction.names_in, row))

        for name in self.objects.list(catalogue.OUTBOX):
            if outbox.is_task(name) or name.partition("/")[0] not in sources:
                continue
            try:
                content = self.objects.read(catalogue.OUTBOX, name)
            except NotFound:
                continue  # fetched meanwhile
            cut, own = outbox.cut_rows(content, is_own)
            if own:
                yield name, cut, own

    def _packages(self, subject: Subject) -> Iterator[str]:
        """Packages of earlier requests. One asked for with the erasure waits to be fetched."""
        for rcu in subject.rcus:
            for id, stored in self.documents.find(Request, where={"rcu": rcu}):
                if "erasure" in stored.value.rights:
                    continue
                yield from self.objects.list(catalogue.PACKAGES, f"{id}/")


def _noted(upload: Upload | None) -> Upload | None:
    if upload is None or _ERASED_EXPORT in upload.issues:
        return upload
    return msgspec.structs.replace(upload, issues=(*upload.issues, _ERASED_EXPORT))
