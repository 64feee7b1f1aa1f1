"""The gate every way out asks."""

from __future__ import annotations

import pytest

from shared.errors import InvalidInput
from shared.model.privacy import Restriction
from shared.rules.gate import may_process, require_purpose

RESTRICTED = Restriction(rcu="rcu_1", since="2026-01-01")


def test_without_a_restriction_any_known_purpose_passes() -> None:
    assert may_process(purpose="marketing", restrictions=())


def test_a_restricted_person_is_only_stored() -> None:
    assert not may_process(purpose="marketing", restrictions=[RESTRICTED])
    assert not may_process(purpose="customer_care", restrictions=[RESTRICTED])


def test_a_restriction_never_stands_between_a_person_and_their_own_request() -> None:
    assert may_process(purpose="data_subject_request", restrictions=[RESTRICTED])


def test_a_restriction_may_leave_a_purpose_open() -> None:
    legal = Restriction(rcu="rcu_1", since="2026-01-01", except_for=("audit",))

    assert may_process(purpose="audit", restrictions=[legal])
    assert not may_process(purpose="audit", restrictions=[legal, RESTRICTED])


def test_an_unknown_purpose_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match="'curiosity'; it must be one of: integration, "):
        require_purpose("curiosity")
