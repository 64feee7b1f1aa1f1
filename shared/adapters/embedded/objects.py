"""Buckets as folders: whole files appear at once, or not at all."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

from shared.errors import InvalidInput, NotFound
from shared.ports import ObjectFacts

_HIDDEN: Final = ".writing"
"""Where files are written before they appear: in the bucket's own file system, in no listing."""

_CHUNK: Final = 1 << 20


class FolderObjects:
    """Meets `ports.Objects` under `<root>/<bucket>/<name>`. A generation is the content's hash."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._hashes: dict[Path, tuple[tuple[int, int, int], str]] = {}
        """Path -> (inode, size, time), and the hash the file had then: large files are read once."""

    def facts(self, bucket: str, name: str) -> ObjectFacts:
        """Raises NotFound."""
        path = self._path(bucket, name)
        try:
            size = path.stat().st_size
            content_hash = self._hash(path)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotFound(f"there is no such object in {bucket}") from None
        return ObjectFacts(name=name, generation=content_hash, size=size, content_hash=content_hash)

    def open(self, bucket: str, name: str, *, generation: str | None = None) -> BinaryIO:
        """A seekable stream. Raises NotFound when it is gone, or another generation now."""
        path = self._path(bucket, name)
        try:
            if generation is not None and self._hash(path) != generation:
                raise NotFound(f"the object in {bucket} is of another generation now")
            return io.open(path, "rb")  # noqa: UP020  the method's own name hides the built-in one
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotFound(f"there is no such object in {bucket}") from None

    def read(self, bucket: str, name: str) -> bytes:
        """The whole object. Raises NotFound."""
        with self.open(bucket, name) as stream:
            return stream.read()

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        """Write once; False, and nothing changed, when the name is taken."""
        path = self._path(bucket, name)
        if path.exists():
            return False
        written = self._write(bucket, content)
        try:
            self._appear(path, lambda: os.link(written, path))
        except FileExistsError:
            return False
        finally:
            written.unlink()
        return True

    def put(self, bucket: str, name: str, content: bytes) -> None:
        """Write, replacing what is there."""
        path = self._path(bucket, name)
        written = self._write(bucket, content)
        self._appear(path, lambda: os.replace(written, path))

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        """Remove; nothing happens when it is gone, or is not that generation any more."""
        path = self._path(bucket, name)
        try:
            if generation is not None and self._hash(path) != generation:
                return
            path.unlink()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return
        self._hashes.pop(path, None)
        for folder in path.parents:
            # The first level below a bucket stays: in landing it is where a source drops its files.
            if folder.parent.parent == self._root or folder == self._root / bucket:
                return
            try:
                folder.rmdir()
            except OSError:
                return

    def list(self, bucket: str, prefix: str = "") -> Iterator[str]:
        """Names that start with the prefix, in order."""
        top = self._root / bucket
        start = top / prefix.rpartition("/")[0] if "/" in prefix else top
        names = [
            (Path(folder) / file).relative_to(top).as_posix()
            for folder, folders, files in os.walk(start)
            if not _hide(folders)
            for file in files
            if not file.startswith(".")
        ]
        return iter(sorted(name for name in names if name.startswith(prefix)))

    def _path(self, bucket: str, name: str) -> Path:
        for part in (bucket, *name.split("/")):
            if part in ("", ".", "..") or "\0" in part or part == _HIDDEN:
                raise InvalidInput(f"a name in {bucket} has an empty, hidden or relative part")
        return self._root / bucket / name

    def _write(self, bucket: str, content: bytes) -> Path:
        folder = self._root / bucket / _HIDDEN
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / secrets.token_hex(8)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path

    def _appear(self, path: Path, move: Callable[[], None]) -> None:
        for _ in range(100):
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # a delete next door took the folder away just now
                move()
                return
        raise NotFound(f"the folder of an object in {path.parent.name} keeps disappearing")

    def _hash(self, path: Path) -> str:
        facts = path.stat()
        footprint = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
        known = self._hashes.get(path)
        if known and known[0] == footprint:
            return known[1]
        digest = blake2b(digest_size=16)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        if facts.st_size > _CHUNK:
            self._hashes[path] = (footprint, digest.hexdigest())
        return digest.hexdigest()


def _hide(folders: list[str]) -> None:
    folders[:] = [name for name in folders if not name.startswith(".")]
