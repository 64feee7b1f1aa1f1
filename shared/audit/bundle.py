"""An audit bundle: one file with all a stranger needs to check the logs, but the public key.

A ZIP of, for each log:

    <log>/entries.jsonl              the exact text of every entry, one a line, in leaf order
    <log>/batches/<first>.json       the leaf hashes of each batch, and its manifest
    <log>/checkpoints/<size>         signed notes

and `key.txt`, for convenience: the public keys that sign now, one a line, the one in force first.
Whoever checks has the key from elsewhere, or believes the sender.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from shared.errors import InvalidInput, NotFound
from shared.model.trail import LOGS, Log

KEY: Final = "key.txt"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass
class LogMaterial:
    """What there is of one log, as it was found; nothing of it is believed yet."""

    entries: list[str] = field(default_factory=list)
    batches: dict[str, bytes] = field(default_factory=dict)
    """Object name -> content."""

    checkpoints: dict[str, str] = field(default_factory=dict)
    """Object name -> signed note."""


@dataclass
class Bundle:
    """Both logs, and the public keys that came with them, the one in force first."""

    logs: dict[Log, LogMaterial]
    keys: tuple[str, ...] = ()


def write_bundle(bundle: Bundle, path: Path) -> None:
    """Write the file; the same logs give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(bundle):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


def read_bundle(path: Path) -> Bundle:
    """What a file holds. Raises InvalidInput when it is none of ours, NotFound for no file."""
    if not path.exists():
        raise NotFound(f"there is no file {path}")
    bundle = Bundle({log: LogMaterial() for log in LOGS})
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                _take(bundle, name, archive.read(name))
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError) as error:
        raise InvalidInput(f"{path} is no audit bundle: {type(error).__name__}") from None
    return bundle


def _files(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    yield KEY, "".join(f"{key}\n" for key in bundle.keys).encode()
    for log, material in bundle.logs.items():
        yield f"{log}/entries.jsonl", "".join(f"{text}\n" for text in material.entries).encode()
        yield from sorted(material.batches.items())
        yield from ((name, note.encode()) for name, note in sorted(material.checkpoints.items()))


def _take(bundle: Bundle, name: str, content: bytes) -> None:
    log, _, rest = name.partition("/")
    if name == KEY:
        bundle.keys = tuple(content.decode().split())
        return
    if log not in LOGS:
        raise InvalidInput(f"{name!r} does not belong into an audit bundle")
    material = bundle.logs[log]
    if rest == "entries.jsonl":
        # Not splitlines: an entry's text may hold characters that other splitters take for ends.
        material.entries = content.decode().split("\n")[:-1]
    elif rest.startswith("batches/"):
        material.batches[name] = content
    elif rest.startswith("checkpoints/"):
        material.checkpoints[name] = content.decode()
    else:
        raise InvalidInput(f"{name!r} does not belong into an audit bundle")
