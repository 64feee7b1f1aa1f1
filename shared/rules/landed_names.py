"""What the name of a landed file says besides: how much of it is taken, and what it mends.

A file reaches us by its name alone, whatever carried it: so the wish travels in the name.
"""

from __future__ import annotations

import re
from typing import Final

_SAMPLE: Final = re.compile(r"\.nova-sample-([1-9]\d{0,8})(?=\.|$)", re.ASCII)
_MENDS: Final = re.compile(r"\.nova-mends-([0-9a-f]{16})(?=\.|$)")


def sample_name(name: str, rows: int) -> str:
    """What a file is called of which only the first `rows` are to be taken."""
    return _marked(name, f"nova-sample-{rows}")


def sample_of(name: str) -> int:
    """How many rows of a landed file are to be taken, by its name; 0 for the whole of it."""
    found = _SAMPLE.search(_last(name))
    return int(found[1]) if found else 0


def mending_name(name: str, upload: str) -> str:
    """What a file is called that holds the refused rows of an upload, mended."""
    return _marked(name, f"nova-mends-{upload}")


def mended_by(name: str) -> str:
    """The upload whose refused rows a landed file holds, by its name; empty for other files."""
    found = _MENDS.search(_last(name))
    return found[1] if found else ""


def _marked(name: str, mark: str) -> str:
    stem, dot, endings = name.partition(".")
    return f"{stem}.{mark}{dot}{endings}"


def _last(name: str) -> str:
    return name.rpartition("/")[2]
