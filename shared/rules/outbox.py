"""Files for sources, in their own layout: how they are named, written, and cut."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Final

DELIMITERS: Final = (";", ",", "\t", "|")

_REQUESTS: Final = "requests"


def changes_name(source: str, *, at: str, id: str) -> str:
    """The file that tells a source of changes."""
    return f"{source}/changes-{at}-{id}.csv"


def task_name(source: str, task: str) -> str:
    """The file that tells a source of its task in a request; it goes once that is acknowledged."""
    return f"{source}/{_REQUESTS}/{task}.json"


def is_task(name: str) -> bool:
    """Whether an object of the outbox tells of a task."""
    return f"/{_REQUESTS}/" in name


def write_rows(rows: Sequence[Sequence[str]], *, delimiter: str, encoding: str) -> bytes:
    """The header and rows as a source writes its own exports.

    What its encoding cannot hold is told in UTF-8 instead: a changed name must not lose letters.
    """
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    try:
        return text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        return text.getvalue().encode("utf-8-sig")


def cut_rows(content: bytes, is_own: Callable[[Sequence[str]], bool]) -> tuple[bytes, int]:
    """A file of ours without the rows that are somebody's, and how many those were."""
    encoding = encoding_of(content)
    text = content.decode(encoding)
    header = text.partition("\r\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    first, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    kept = [row for row in rows if not is_own(row)]
    if len(kept) == len(rows):
        return content, 0
    cut = write_rows([first, *kept], delimiter=delimiter, encoding=encoding)
    return cut, len(rows) - len(kept)


def encoding_of(content: bytes) -> str:
    """The encoding `write_rows` must have used: UTF-8 proves itself, anything else is one byte."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
