"""Parts of uploads: their ids, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable

from shared.model.upload import Part, Upload


def part_id(upload: str, number: int) -> str:
    """The document id of a part; ids of one upload stand together, in order."""
    return f"{upload}.{number:05d}"


COUNTED = (
    "rows", "mapped", "rejected", "suppressed",
    "created", "linked", "review", "unchanged", "duplicates", "persons",
)  # fmt: skip


def totals(parts: Iterable[Part]) -> dict[str, int]:
    """The counts of an upload: the sums of its parts'."""
    sums = dict.fromkeys(COUNTED, 0)
    for part in parts:
        for name in COUNTED:
            sums[name] += getattr(part, name)
    return sums


def is_done(part: Part) -> bool:
    """Whether everything the part holds has been resolved and attached."""
    return (part.resolved or not part.contacts) and (part.attached or not part.interactions)


def progress_of(upload: Upload, parts: Iterable[Part]) -> str:
    """The upload's state as people see it: `mapping`, `resolving`, `resolved`, or how it ended."""
    if upload.state != "mapped":
        return "resolving" if upload.state == "accepted" else upload.state
    known = list(parts)
    done = len(known) == (upload.parts or 0) and all(is_done(part) for part in known)
    return "resolved" if done else "resolving"
