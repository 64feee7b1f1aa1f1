"""Content hashes of files, each large file read once by each process."""

from __future__ import annotations

import os
import time
from hashlib import blake2b
from typing import BinaryIO, Final

from shared.errors import Retry

WORTH_KEEPING: Final = 1 << 20
"""Bytes from which a hash is remembered; a smaller file is read again before long."""

SETTLED_SECONDS: Final = 2.0
"""A file changed a moment ago may change again without its times moving: clocks of file systems
tick every few milliseconds."""

MOST_KEPT: Final = 10_000

_ATTEMPTS: Final = 3
_BLOCK: Final = 1 << 20


class Fingerprints:
    """Hashes of the content of open files. One may be shared by threads."""

    def __init__(self, *, settled_seconds: float = SETTLED_SECONDS) -> None:
        self._settled_seconds = settled_seconds
        self._known: dict[str, str] = {}
        """What the file system says of a file -> the hash it had then."""

    def of(self, stream: BinaryIO) -> str:
        """blake2b-128 of the whole content, in hex; the stream stands at its start afterwards.

        Raises Retry when the file keeps changing while it is read.
        """
        for _ in range(_ATTEMPTS):
            before = os.fstat(stream.fileno())
            known = self._known.get(_identity(before))
            if known is not None:
                return known
            content_hash = _hash(stream)
            if _identity(os.fstat(stream.fileno())) == _identity(before):
                self._keep(before, content_hash)
                return content_hash
        raise Retry("an object is still being written: it changed each time it was read")

    def _keep(self, stat: os.stat_result, content_hash: str) -> None:
        age = time.time() - max(stat.st_mtime, stat.st_ctime)
        if stat.st_size < WORTH_KEEPING or age < self._settled_seconds:
            return
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known[_identity(stat)] = content_hash


def _identity(stat: os.stat_result) -> str:
    # The time of the last change of any kind (ctime) moves even for writers that set mtime back.
    return f"{stat.st_dev} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def _hash(stream: BinaryIO) -> str:
    digest = blake2b(digest_size=16)
    stream.seek(0)
    while block := stream.read(_BLOCK):
        digest.update(block)
    stream.seek(0)
    return digest.hexdigest()
