"""A task is to be done: our own share here, another system's by telling it."""

from __future__ import annotations

from dataclasses import dataclass

from shared.errors import NotFound
from shared.model.privacy import Task
from shared.ports import Documents
from shared.privacy.closing import Closing
from shared.privacy.erasing import Erasure
from shared.privacy.lifecycle import is_ours, task_id
from shared.privacy.notifying import Notifying
from shared.privacy.packaging import Packaging


@dataclass(frozen=True)
class Fulfilment:
    """Does what a task asks, as far as it can be done now."""

    documents: Documents
    erasure: Erasure
    packaging: Packaging
    notifying: Notifying
    closing: Closing

    def fulfil(self, id: str) -> None:
        """Do our share and verify it, or tell whose share it is. Repeating is harmless."""
        stored = self.documents.get(Task, id)
        if stored is None:
            raise NotFound(f"there is no task {id}")
        task = stored.value
        if not is_ours(task):
            self.notifying.tell(id)
        elif task.right == "erasure":
            self._give_first(task)
            self.erasure.advance(id)
        else:
            self.packaging.make(id)
        self.closing.settle(task.request)

    def _give_first(self, erasure: Task) -> None:
        """Whoever asks for their data and for its erasure gets the data before it is gone."""
        access = task_id(erasure.request, "access", erasure.system)
        if self.documents.get(Task, access) is not None:
            self.packaging.make(access)
