"""Keeps a delivery that is still running from bringing back what was taken back meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import Conflict, NotFound, Retry
from shared.model.upload import Part, Upload
from shared.ports import Documents, Stored, Version, Write
from shared.rules.parts import part_id

_TRIES = 30


@dataclass
class Fence:
    """A part of an upload, in every commit that rests on it.

    Taking an upload back removes its parts before anything else. A commit that insists on the
    part as it was read can thus never come after that, however long the delivery was held up.
    The part is written as it is: deliveries of other parts never meet here.
    """

    documents: Documents
    upload: Upload
    id: str
    part: Stored[Part]

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        """Commit these as the store does. Raises NotFound when the upload was taken back.

        Another delivery of the same part, which only moves the fence, is nobody's conflict.
        """
        for _ in range(_TRIES):
            guard = Write(Part, self.id, self.part.value, self.part.version)
            try:
                versions = self.documents.commit([*writes, guard])
            except Conflict as conflict:
                if not self.renew():
                    raise NotFound(f"upload {self.upload.id} was taken back meanwhile") from None
                if conflict.ids != {self.id}:
                    raise
            else:
                self.part = Stored(self.part.value, versions[self.id])
                return versions
        raise Retry(f"part {self.id} met itself {_TRIES} times in a row; it will come again")

    def renew(self) -> bool:
        """Look at the part again; False when its upload was taken back, or began anew.

        Raises Retry when rows were erased from it since: what was read of it must not come in.
        """
        part = self.documents.get(Part, self.id)
        if part is None or part.value.round != self.part.value.round:
            return False
        if part.value.cuts != self.part.value.cuts:
            raise Retry(f"rows were erased from part {self.id}; it will be read again")
        self.part = part
        return True


def raise_fence(documents: Documents, *, upload: str, part: int) -> Fence | None:
    """The fence of a delivery that begins; None when there is nothing to do for it any more."""
    # In this order: an upload that stands now had its part when that was read.
    id = part_id(upload, part)
    found = documents.get(Part, id)
    standing = documents.get(Upload, upload)
    if found is None or standing is None or standing.value.state == "undone":
        return None
    if found.value.round != standing.value.round:
        return None  # the file came again: its parts are told anew
    return Fence(documents, standing.value, id, found)


def withdraw(documents: Documents, upload: Upload, *, most: int) -> bool:
    """Remove the parts of this round of an upload, so many a commit; False when others interfere.

    From here on no commit of its deliveries goes through.
    """
    found = [
        Write(Part, id, None, stored.version)
        for id, stored in documents.find(Part, where={"upload": upload.id})
        if stored.value.round <= upload.round
    ]
    try:
        for start in range(0, len(found), most):
            documents.commit(found[start : start + most])
    except Conflict:
        return False
    return True
