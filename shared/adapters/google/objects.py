"""Objects in Cloud Storage."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from google.api_core.exceptions import PreconditionFailed
from google.cloud.storage import Blob, Bucket, Client
from google.cloud.storage.retry import DEFAULT_RETRY

from shared.adapters.google import names
from shared.adapters.google.errors import google_errors
from shared.errors import NotFound
from shared.ports import ObjectFacts

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BYTES_PER_READ: Final = 4 * 1024 * 1024
_SECONDS_PER_CALL: Final = 60.0
_PATIENCE: Final = DEFAULT_RETRY.with_timeout(20.0)
"""Beyond it the delivery is given back, and the subscription's own backoff takes over."""


class StorageObjects:
    """Meets `ports.Objects`. Buckets of the catalogue are named by `names`; others keep theirs.

    Objects up to 8 MiB are written in one request; larger ones in several, which Cloud Storage
    makes whole and conditional too, but the emulator does not check the condition of.
    """

    def __init__(self, client: Client, project: str, *, installation: str = "") -> None:
        self._client = client
        self._project = project
        self._installation = installation

    def facts(self, bucket: str, name: str) -> ObjectFacts:
        """Raises NotFound."""
        blob = self._known(bucket, name, generation=None)
        return ObjectFacts(
            name=name,
            generation=str(blob.generation),
            size=int(blob.size),
            # Objects composed of others have no MD5; the checksum and the size come close.
            content_hash=blob.md5_hash or f"{blob.crc32c}.{blob.size}",
        )

    def open(self, bucket: str, name: str, *, generation: str | None = None) -> BinaryIO:
        """A seekable stream over one generation, read 4 MiB at a time. Raises NotFound.

        When the object is replaced while it is read, reading raises NotFound as well.
        """
        blob = self._known(bucket, name, generation=generation)
        pinned = self._blob(bucket, name, generation=str(blob.generation))
        stream = io.BufferedReader(_Stream(pinned, int(blob.size)), buffer_size=BYTES_PER_READ)
        return cast(BinaryIO, stream)

    def read(self, bucket: str, name: str) -> bytes:
        """The whole object. Raises NotFound."""
        blob = self._blob(bucket, name)
        with google_errors(f"reading an object of {bucket}"):
            return bytes(
                blob.download_as_bytes(
                    raw_download=True, timeout=_SECONDS_PER_CALL, retry=_PATIENCE
                )
            )

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        """Write once; False, and nothing changed, when the name is taken.

        When an answer is lost and the request repeated, the name may be taken by ourselves.
        """
        blob = self._blob(bucket, name)
        with google_errors(f"creating an object of {bucket}"):
            try:
                blob.upload_from_string(
                    content, if_generation_match=0, timeout=_SECONDS_PER_CALL, retry=_PATIENCE
                )
            except PreconditionFailed:
                return False
        return True

    def put(self, bucket: str, name: str, content: bytes) -> None:
        """Write, replacing what is there."""
        blob = self._blob(bucket, name)
        with google_errors(f"writing an object of {bucket}"):
            blob.upload_from_string(content, timeout=_SECONDS_PER_CALL, retry=_PATIENCE)

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        """Remove; nothing happens when it is gone, or is not that generation any more."""
        try:
            if generation is not None:
                # The emulator would delete whatever generation is there; asking first helps it.
                self._known(bucket, name, generation=generation)
            with google_errors(f"deleting an object of {bucket}"):
                self._blob(bucket, name, generation=generation).delete(
                    timeout=_SECONDS_PER_CALL, retry=_PATIENCE
                )
        except NotFound:
            return

    def list(self, bucket: str, prefix: str = "") -> Iterator[str]:
        """Names that start with the prefix, in order."""
        with google_errors(f"listing the objects of {bucket}"):
            for blob in self._client.list_blobs(
                self._bucket(bucket),
                prefix=prefix or None,
                fields="items(name),nextPageToken",
                timeout=_SECONDS_PER_CALL,
                retry=_PATIENCE,
            ):
                yield str(blob.name)

    def _bucket(self, bucket: str) -> Bucket:
        name = names.bucket_name(self._project, bucket, installation=self._installation)
        return self._client.bucket(name)

    def _blob(self, bucket: str, name: str, *, generation: str | None = None) -> Blob:
        number = None if generation is None else int(generation)
        return self._bucket(bucket).blob(name, generation=number)

    def _known(self, bucket: str, name: str, *, generation: str | None) -> Blob:
        """The object with its facts. Raises NotFound."""
        blob = self._blob(bucket, name, generation=generation)
        with google_errors(f"looking up an object of {bucket}"):
            blob.reload(timeout=_SECONDS_PER_CALL, retry=_PATIENCE)
        if generation is not None and str(blob.generation) != generation:
            raise NotFound(f"an object of {bucket} is not generation {generation} any more")
        return blob


class _Stream(io.RawIOBase):
    """One generation of an object, read in ranges as they are asked for."""

    def __init__(self, blob: Blob, size: int) -> None:
        self._blob = blob
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        content = self._read(len(view))
        view[: len(content)] = content
        return len(content)

    def readall(self) -> bytes:
        return self._read(self._size)

    def _read(self, size: int) -> bytes:
        end = min(self._position + size, self._size)
        if end <= self._position:
            return b""
        with google_errors("reading a stream from Cloud Storage"):
            # Checksums cover whole objects, and compressed ones must arrive as they are stored.
            content = self._blob.download_as_bytes(
                start=self._position,
                end=end - 1,
                raw_download=True,
                checksum=None,
                timeout=_SECONDS_PER_CALL,
                retry=_PATIENCE,
            )
        self._position += len(content)
        return bytes(content)
