"""Where other systems give their word about a task."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound
from shared.model.privacy import Acknowledgement, Retained, Task
from shared.model.trail import Entry
from shared.ports import Clock, Documents, Trail
from shared.privacy.closing import Closing
from shared.privacy.lifecycle import acknowledged, check_word, is_ours

log = logging.getLogger(__name__)


class _Word(msgspec.Struct, forbid_unknown_fields=True):
    """An acknowledgement as it is sent."""

    state: str
    counts: dict[str, int] = {}
    retained: tuple[Retained, ...] = ()


@dataclass(frozen=True)
class Answering:
    """Takes acknowledgements: each once, contradictions too."""

    documents: Documents
    trail: Trail
    clock: Clock
    closing: Closing

    def acknowledge(self, request: str, task: str, body: Mapping[str, object], *, by: str) -> Task:
        """Keep a system's word about its task; the last one closes the request.

        The same word again changes nothing. Raises NotFound for a task the request does not have,
        InvalidInput for a word that does not say what it must, and Conflict, after it was kept
        and alarmed, for one that contradicts the word given before.
        """
        stored = self.documents.get(Task, task)
        if stored is None or stored.value.request != request or is_ours(stored.value):
            raise NotFound(f"request {request} has no task {task} that others answer")
        word = read_word(body, right=stored.value.right)
        word = msgspec.structs.replace(word, by=by, at=self.clock.now().isoformat())
        self._record(stored.value, word)
        stands = self.documents.update(Task, task, lambda one: one and acknowledged(one, word))
        assert stands is not None
        if stands.acknowledgement is None or word.digest != stands.acknowledgement.digest:
            log.error("an acknowledgement contradicts an earlier one", extra={"task": task})
            said = stands.acknowledgement.state if stands.acknowledgement else stands.state
            raise Conflict(
                f"task {task} was answered {said!r} before; this other word is kept beside it, "
                "and somebody will ask"
            )
        self.closing.settle(request)
        return stands

    def _record(self, task: Task, word: Acknowledgement) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act="task acknowledged",
                actor=word.by,
                at=word.at,
                purpose="data_subject_request",
                subject=task.id,
                request=task.request,
                count=sum(word.counts.values()),
                outcome=word.state,
                once=f"{task.id} {word.digest}",
            )
        )


def read_word(body: Mapping[str, object], *, right: str) -> Acknowledgement:
    """The acknowledgement a body says. Raises InvalidInput naming what is wrong."""
    try:
        said = msgspec.convert(_as_numbers(body), _Word)
        word = msgspec.convert(msgspec.to_builtins(said), Acknowledgement)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"the acknowledgement is not as expected: {error}") from None
    check_word(word, right=right)
    digest = sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:32]
    return msgspec.structs.replace(word, digest=digest)


def _as_numbers(body: Mapping[str, object]) -> dict[str, object]:
    """Counts as numbers: the door keeps numbers as they were written."""
    counts = body.get("counts")
    if not isinstance(counts, Mapping):
        return dict(body)
    return {
        **body,
        "counts": {
            kind: int(count) if isinstance(count, str) and count.isdecimal() else count
            for kind, count in counts.items()
        },
    }
