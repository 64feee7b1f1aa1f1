"""A restriction goes with the person, whatever their profile is merged into."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.config import Settings
from shared.errors import Forbidden
from shared.local.terminal.disclosure import disclose, withheld
from shared.model.privacy import Restriction
from shared.model.profile import Profile
from shared.ports import Write
from shared.wiring.app import App, build
from tests.builders import a_profile


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Profile c was merged into b, and b into a; d is somebody else."""
    app = build(Settings(data=str(tmp_path), contracts=str(tmp_path)))
    profiles = [
        a_profile("a"),
        a_profile("b", alias_of="a"),
        a_profile("c", alias_of="b"),
        a_profile("d"),
    ]
    app.documents.commit([Write(Profile, one.rcu, one) for one in profiles])
    return app


def restrict(app: App, rcu: str, *except_for: str) -> None:
    restriction = Restriction(rcu=rcu, since="2026-01-01", except_for=except_for)
    app.documents.commit([Write(Restriction, rcu, restriction)])


@pytest.mark.parametrize("restricted", ["a", "b", "c"])
def test_whoever_is_restricted_stays_so_under_every_id_they_have_had(
    app: App, restricted: str
) -> None:
    restrict(app, restricted)

    assert withheld(app, ["a", "b", "c", "d"], purpose="marketing") == {"a", "b", "c"}
    with pytest.raises(Forbidden, match="processing of a is restricted"):
        disclose(app, act="profile disclosed", purpose="marketing", profiles=["a"])


def test_what_a_restriction_allows_is_allowed_after_a_merge_too(app: App) -> None:
    restrict(app, "c", "customer_care")

    assert withheld(app, ["a"], purpose="customer_care") == set()
    assert withheld(app, ["a"], purpose="marketing") == {"a"}
    assert withheld(app, ["a"], purpose="data_subject_request") == set()


def test_a_restriction_outlives_its_profile_document(app: App) -> None:
    restrict(app, "gone")

    assert withheld(app, ["gone", "a"], purpose="audit") == {"gone"}
