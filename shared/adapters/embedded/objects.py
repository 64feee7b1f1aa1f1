"""Buckets as folders: `<root>/<bucket>/<name>`, whole files only, on the disk when a call returns.

A file is written beside the objects, in the bucket's hidden `.writing` folder, and then appears
under its name in one step; a process killed in between leaves a leftover there and nothing else.
The generation of an object is the hash of its content, so a file somebody copied in by hand has
one as well.
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from shared.adapters.embedded.fingerprints import Fingerprints
from shared.errors import InvalidInput, NotFound, Retry
from shared.ports import ObjectFacts

WRITING: Final = ".writing"
_UNSPEAKABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters, and bytes that are not UTF-8: no message could carry such a name."""

_LONGEST_NAME: Final = 1024
_LONGEST_SEGMENT: Final = 255
_ATTEMPTS: Final = 100
_FOLDERS_KEPT: Final = 2
"""A bucket's folder, and the level below it, where sources drop their files."""


class FolderObjects:
    """Meets `ports.Objects`. Names with a segment that starts with a dot are never objects."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._fingerprints = Fingerprints()

    def facts(self, bucket: str, name: str) -> ObjectFacts:
        """Raises NotFound. A large file is read once for its hash, then recognised by its stat."""
        with self.open(bucket, name) as stream:
            content_hash = self._fingerprints.of(stream)
            size = os.fstat(stream.fileno()).st_size
        return ObjectFacts(name=name, generation=content_hash, size=size, content_hash=content_hash)

    def open(self, bucket: str, name: str, *, generation: str | None = None) -> BinaryIO:
        """A seekable stream. Raises NotFound when it is gone, or is another generation now."""
        stream = self._open(bucket, name)
        try:
            if generation is not None and self._fingerprints.of(stream) != generation:
                raise _not_found(bucket)
        except BaseException:
            stream.close()
            raise
        return stream

    def read(self, bucket: str, name: str) -> bytes:
        """The whole object. Raises NotFound."""
        with self._open(bucket, name) as stream:
            return stream.read()

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        """Write once; False, and nothing changed, when the name is taken."""
        path = self._path(bucket, name)
        if path.exists():
            return False
        with self._written(bucket, content) as written:
            # Unlike a rename, a link never replaces what somebody else has just created.
            return _appear(path, lambda: os.link(written, path))

    def put(self, bucket: str, name: str, content: bytes) -> None:
        """Write, replacing what is there."""
        path = self._path(bucket, name)
        with self._written(bucket, content) as written:
            _appear(path, lambda: os.replace(written, path))

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        """Remove; nothing happens when it is gone, or is not that generation any more.

        Folders this empties go too, except those right under the bucket: a source keeps its folder.
        """
        path = self._path(bucket, name)
        try:
            self.open(bucket, name, generation=generation).close()
        except NotFound:
            return
        with _file_errors():
            path.unlink(missing_ok=True)
            _make_durable(path.parent)
        for folder in path.parents:
            if len(folder.relative_to(self._root).parts) <= _FOLDERS_KEPT:
                return
            try:
                folder.rmdir()
            except OSError:
                return  # Not empty, or gone already.

    def list(self, bucket: str, prefix: str = "") -> Iterator[str]:
        """Names that start with the prefix, in order."""
        _check_bucket(bucket)
        return _names(self._root / bucket, "", prefix)

    def remove_leftovers(self, *, before: float) -> int:
        """Remove what killed writers left, unless touched since `before` (seconds since 1970)."""
        removed = 0
        for leftover in self._root.glob(f"*/{WRITING}/*"):
            if leftover.stat().st_mtime < before:
                leftover.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, bucket: str, name: str) -> Path:
        _check_bucket(bucket)
        _check_name(name)
        return self._root / bucket / name

    def _open(self, bucket: str, name: str) -> BinaryIO:
        path = self._path(bucket, name)
        with _file_errors():
            try:
                return path.open("rb")
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                raise _not_found(bucket) from None

    @contextmanager
    def _written(self, bucket: str, content: bytes) -> Iterator[Path]:
        """A file with this content, on the disk but not yet an object; gone afterwards."""
        folder = self._root / bucket / WRITING
        path = folder / uuid.uuid4().hex
        try:
            with _file_errors():
                folder.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
            yield path
        finally:
            path.unlink(missing_ok=True)


def _appear(path: Path, move: Callable[[], None]) -> bool:
    """Give a written file its name; False when `move` finds the name taken."""
    with _file_errors():
        for _ in range(_ATTEMPTS):
            if not _made(path.parent):
                continue
            try:
                move()
            except FileNotFoundError:
                continue  # A deletion next door emptied the folder and took it away meanwhile.
            except FileExistsError:
                return False
            _make_durable(path.parent)
            return True
    raise Retry(f"the folder of an object in {path.parent.name} keeps disappearing")


def _made(folder: Path) -> bool:
    """Whether the folder is there now; False when a deletion next door interfered."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError:
        return False
    except FileExistsError:
        if folder.is_file():
            raise
        return False  # Taken away and made again while it was looked at.
    return True


def _names(folder: Path, above: str, prefix: str) -> Iterator[str]:
    """Names of the objects below a folder, `above` being the folder's own name."""
    try:
        with os.scandir(folder) as entries:
            found = []
            for entry in entries:
                if not _is_visible(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    # With the slash, folders sort as the names below them do.
                    found.append(f"{above}{entry.name}/")
                elif entry.is_file():
                    found.append(above + entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in sorted(found):
        if not name.endswith("/"):
            if name.startswith(prefix):
                yield name
        elif name.startswith(prefix) or prefix.startswith(name):
            yield from _names(folder / name[len(above) : -1], name, prefix)


def _is_visible(segment: str) -> bool:
    return not segment.startswith(".") and not _UNSPEAKABLE.search(segment)


def _check_bucket(bucket: str) -> None:
    if not bucket or "/" in bucket or not _is_visible(bucket):
        raise InvalidInput(f"{bucket!r} cannot be the name of a bucket", field="bucket")


def _check_name(name: str) -> None:
    segments = name.split("/")
    if not all(segment and _is_visible(segment) for segment in segments):
        raise InvalidInput(
            "the name of an object has a part that is empty, starts with a dot, or holds "
            "characters no message can carry",
            field="name",
        )
    longest = max(len(segment.encode()) for segment in segments)
    if len(name.encode()) > _LONGEST_NAME or longest > _LONGEST_SEGMENT:
        raise InvalidInput(
            f"the name of an object has at most {_LONGEST_NAME} bytes, each part at most "
            f"{_LONGEST_SEGMENT}",
            field="name",
        )


def _not_found(bucket: str) -> NotFound:
    # Without its name: people name exports, and may name them after people.
    return NotFound(f"there is no such object in {bucket}, or not of that generation any more")


def _make_durable(folder: Path) -> None:
    """Names live in the folder: it has to reach the disk as well."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return  # Emptied and removed by somebody else.
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _file_errors() -> Iterator[None]:
    try:
        yield
    except (NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise InvalidInput(
            "an object cannot lie below another object, nor have the name of a folder",
            field="name",
        ) from error
    except OSError as error:
        raise Retry(
            f"the disk cannot serve the object now: {os.strerror(error.errno or 0)}"
        ) from error
