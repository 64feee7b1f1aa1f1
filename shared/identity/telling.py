"""All are told which profiles a decision changed, even where its call was broken off before."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from shared.errors import Conflict, Retry
from shared.model.message import ProfilesChanged
from shared.model.ruling import Ruling
from shared.ports import Clock, Documents, Messages, Write

UNTOLD_SECONDS: Final = 60
"""After which whoever decided has surely been broken off."""

_TOGETHER: Final = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Telling:
    """Publishes what was decided. A decision is untold from its commit on until it was published:
    that is the intent to tell, and part of the commit."""

    documents: Documents
    messages: Messages
    clock: Clock

    def tell(self, *rulings: Ruling) -> None:
        """Publish which profiles these changed; what cannot be told now is told by `republish`."""
        if not rulings:
            return
        changed = {rcu for one in rulings for rcu in (one.kept, one.other, *one.aliases)}
        try:
            self.messages.publish([ProfilesChanged(profiles=tuple(sorted(changed)))])
        except Retry:
            log.warning("decided, to be told later", extra={"decisions": len(rulings)})
            return
        with suppress(Conflict, Retry):  # told once more then, which does no harm
            self._note([one.id for one in rulings])

    def _note(self, told: Sequence[str]) -> None:
        kept = self.documents.get_many(Ruling, told)
        self.documents.commit(
            [
                Write(Ruling, id, msgspec.structs.replace(one.value, state="told"), one.version)
                for id, one in kept.items()
                if one.value.state == "untold"
            ]
        )

    def republish(self) -> int:
        """Tell what was decided more than a minute ago and never told; how many decisions."""
        long_ago = (self.clock.now() - timedelta(seconds=UNTOLD_SECONDS)).isoformat()
        found = self.documents.find(Ruling, where={"state": "untold"})
        waiting = [stored.value for _, stored in found if stored.value.at < long_ago]
        for start in range(0, len(waiting), _TOGETHER):
            self.tell(*waiting[start : start + _TOGETHER])
        return len(waiting)
