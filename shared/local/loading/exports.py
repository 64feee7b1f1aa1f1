"""Files on their way into a landing folder."""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path
from typing import Final

from shared.adapters.embedded.fingerprints import Fingerprints
from shared.errors import InvalidInput, NotFound
from shared.local.platform.landing import STILL_SECONDS, is_export, is_speakable

_CHUNK: Final = 1 << 20


def put_down(file: Path, folder: Path, *, name: str) -> tuple[str, str]:
    """Copy a file into a landing folder, whole or not at all: (its name there, its content hash).

    A file of that name with other bytes is left alone, and ours gets a number. It counts as
    arrived at once, without standing still first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _temporary(folder) as passing:
        shutil.copyfile(file, passing)
        _sync(passing)
        long_ago = time.time() - 2 * STILL_SECONDS
        os.utime(passing, (long_ago, long_ago))
        content = _content_hash(passing)
        free = _free_name(folder, name, content)
        passing.replace(folder / free)
    return free, content


def cloud_hash(file: Path) -> str:
    """What Cloud Storage calls these bytes."""
    whole = md5(usedforsecurity=False)
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
    return base64.b64encode(whole.digest()).decode()


def checked(file: Path) -> Path:
    """The file, when it is one that can be dropped. Raises NotFound or InvalidInput."""
    if not file.exists():
        raise NotFound(f"{file} does not exist")
    if not file.is_file():
        raise InvalidInput(f"{file} is not a file; give one export at a time", field="file")
    if not is_speakable(file.name):
        raise InvalidInput(
            "the file's name is not UTF-8 or holds control characters; rename it first",
            field="file",
        )
    if not is_export(file.name):
        raise InvalidInput(
            f"{file.name} is named like a hidden or temporary file; rename it first", field="file"
        )
    return file


def _free_name(folder: Path, name: str, content: str) -> str:
    """The name, or the next that is not taken by other bytes."""
    stem, dot, ending = name.partition(".")
    tried, nth = name, 1
    while (folder / tried).exists() and _content_hash(folder / tried) != content:
        nth += 1
        tried = f"{stem}-{nth}{dot}{ending}"
    return tried


def _content_hash(file: Path) -> str:
    """What the stores of this machine call these bytes; asked of them, so that it stays true."""
    with file.open("rb") as stream:
        return Fingerprints().of(stream)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """A hidden name in the folder, which watchers pass over; removed when it is left."""
    passing = folder / f".nova-{secrets.token_hex(6)}"
    try:
        yield passing
    finally:
        passing.unlink(missing_ok=True)


def _sync(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
