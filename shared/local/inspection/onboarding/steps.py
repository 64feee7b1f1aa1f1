"""The onboarding checklist: every step in the order of the story, each judged by the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from shared.local.inspection.onboarding import doing, saying
from shared.local.inspection.onboarding.facts import Facts, Finding

_STEPS: Final[dict[str, Callable[[Facts], Finding]]] = {
    "contract": saying.contract,
    "key": saying.key,
    "mapping": saying.mapping,
    "expected": saying.expected,
    "channel": saying.channel,
    "webhooks": saying.webhooks,
    "changes": saying.changes,
    "writer": saying.writer,
    "alerts": saying.alerts,
    "privacy": saying.privacy,
    "notice": doing.notice,
    "sample": doing.sample,
    "quality": doing.quality,
    "reviews": doing.reviews,
    "full_load": doing.full_load,
    "sync": doing.sync,
    "request": doing.request,
    "secrets": doing.secrets,
}

STEPS: Final = tuple(_STEPS)
"""The ids of the steps, in order."""

_WITHOUT_CONTRACT: Final = frozenset(
    {"contract", "quality", "reviews", "full_load", "sync", "request", "secrets"}
)
"""What is known even of a company whose contract has mistakes."""

_NOT_OF_RETIRED: Final = frozenset(
    {"expected", "changes", "writer", "sample", "quality", "full_load", "sync"}
)
"""What no longer applies to a company nothing more comes in from."""


def findings(facts: Facts) -> Iterator[Finding]:
    """What each step comes to, in order."""
    is_retired = facts.contract is not None and facts.contract.state == "retired"
    for id, step in _STEPS.items():
        if facts.contract is None and id not in _WITHOUT_CONTRACT:
            yield Finding(id, "open", "unknown")
        elif is_retired and id in _NOT_OF_RETIRED:
            yield Finding(id, "open", "retired")
        else:
            yield step(facts)
