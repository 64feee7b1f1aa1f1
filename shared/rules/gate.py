"""May this be done with this person's data? Every way out asks here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.errors import InvalidInput
from shared.model.privacy import Restriction

PURPOSES: Final = (
    "integration",
    "customer_care",
    "review",
    "marketing",
    "data_subject_request",
    "audit",
)
"""Why personal data may leave: said by whoever asks for it, and kept in the trail."""


def require_purpose(purpose: str) -> str:
    """The purpose, when it is one we know; InvalidInput lists those there are."""
    if purpose not in PURPOSES:
        raise InvalidInput(
            f"purpose is {purpose!r}; it must be one of: {', '.join(PURPOSES)}", field="purpose"
        )
    return purpose


def may_process(*, purpose: str, restrictions: Iterable[Restriction]) -> bool:
    """Whether data of a person under these restrictions may be used for this purpose.

    A restricted person's data may only be stored (GDPR art. 18(2)), except for what the
    restriction itself allows, and for answering the person's own requests.
    """
    return purpose == "data_subject_request" or all(
        purpose in restriction.except_for for restriction in restrictions
    )
