"""Each function may do what it does, and nothing else: grants against what was asked for."""

from __future__ import annotations

from typing import Final

from tests.infra.rights import NONE, Rights, by_kind, granted, least, used
from tests.infra.telling import Story

STORED_AGAIN: Final = "a call that was killed is repeated, and stores the same part again"
TAKEN_BACK: Final = "a call held up until its change was given up removes what it stored"

REASONS: Final[dict[tuple[str, str, str], str]] = {
    ("map_upload", "lake", "delete"): STORED_AGAIN,
    ("map_upload", "quarantine", "delete"): STORED_AGAIN,
    ("map_upload", "upload-continues", "publish"): "a file takes more than four minutes",
    ("receive_records", "lake", "delete"): TAKEN_BACK,
    ("receive_records", "quarantine", "get"): TAKEN_BACK,
    ("receive_records", "quarantine", "delete"): TAKEN_BACK,
    ("deliver_changes", "outbox", "delete"): "a file whose receipt was lost is written again",
    ("watch", "lake", "create"): "weights are learnt once there are 500 contacts",
    ("watch", "profiles-changed", "publish"): "a person's decision was never told",
}
"""(function, bucket or topic, permission) that the story does not come to, and when it is used."""


def test_no_function_asks_for_what_it_is_not_granted(story: Story) -> None:
    allowed = granted(story.deployment.graph)

    beyond = {name: asked.without(allowed[name]) for name, asked in used(story.deployment).items()}

    assert beyond == dict.fromkeys(allowed, NONE)


def test_nothing_is_granted_that_is_never_asked_for(story: Story) -> None:
    allowed = {name: by_kind(one) for name, one in granted(story.deployment.graph).items()}

    needed = {
        name: by_kind(asked).and_(excused(name)) for name, asked in used(story.deployment).items()
    }

    assert {name: (one.topics, least(one)) for name, one in allowed.items()} == {
        name: (one.topics, least(one)) for name, one in needed.items()
    }


def test_a_reason_stands_only_for_what_the_story_does_not_come_to(story: Story) -> None:
    needless = {
        name: (asked.buckets & excused(name).buckets, asked.topics & excused(name).topics)
        for name, asked in ((name, by_kind(one)) for name, one in used(story.deployment).items())
    }

    assert needless == dict.fromkeys(needless, (frozenset(), frozenset()))


def excused(function: str) -> Rights:
    """What a function was not seen to do, and does."""
    own = [(where, what) for name, where, what in REASONS if name == function]
    return Rights(
        frozenset((where, what) for where, what in own if what != "publish"),
        frozenset(where for where, what in own if what == "publish"),
    )
