"""Rows that were refused, read back from quarantine; and a word when they are nearly all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import msgspec

from shared.local.loading.uploads import UploadSummary
from shared.local.terminal.surface import in_words
from shared.ports import Objects
from shared.rules import catalogue, lake

_NEARLY_ALL: Final = 0.9
_ROWS_JUDGED: Final = 5000
"""Enough to know what most of them suffer from."""


def rejected_rows(objects: Objects, *, source: str, upload: str) -> Iterator[dict[str, Any]]:
    """The refused rows of an upload, in order: number, reason, and the bytes in base64."""
    folder = lake.upload_folder("rows", source=source, upload=upload)
    for name in objects.list(catalogue.QUARANTINE, folder):
        if name.endswith(".jsonl.gz"):
            yield from lake.decode_lines(objects.read(catalogue.QUARANTINE, name))


def is_nearly_all_rejected(summary: UploadSummary) -> bool:
    """Whether a file that was read to its end gave almost nothing."""
    return (
        summary.state in ("resolving", "resolved")
        and summary.rejected > 0
        and summary.rejected >= _NEARLY_ALL * summary.rows
    )


def with_alarm(summary: UploadSummary, objects: Objects) -> UploadSummary:
    """The summary; when nearly all rows were rejected, its first issue says so, and why.

    Such a file is rarely what it seems: a contract that fixes the wrong delimiter, another
    table under the same name. Its counts alone would look like any other's.
    """
    if not is_nearly_all_rejected(summary):
        return summary
    rows = rejected_rows(objects, source=summary.source, upload=summary.upload)
    reasons = Counter(row["reason"] for row in islice(rows, _ROWS_JUDGED))
    commonest = "".join(f"; mostly: {reason}" for reason, _ in reasons.most_common(1))
    alarm = (
        f"{summary.rejected:,} of {in_words(summary.rows, 'rows')} "
        f"{'was' if summary.rejected == 1 else 'were'} rejected{commonest} "
        f"(nova quarantine show {summary.upload})"
    )
    return msgspec.structs.replace(summary, issues=(alarm, *summary.issues))
