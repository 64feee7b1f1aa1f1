"""Rights that the story does not come to use, each with when it is used."""

from __future__ import annotations

from typing import Final

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
