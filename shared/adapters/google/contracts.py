"""Contracts kept in a bucket, where the infrastructure puts them."""

from __future__ import annotations

import threading
from typing import Final

from shared.errors import InvalidContract, InvalidInput, NotFound
from shared.model.contract import Contract, Source
from shared.ports import Clock, Objects
from shared.rules.sources import find_source

_SCHEME: Final = "gs://"
_FRESH_SECONDS: Final = 60.0
_FRESH_SECONDS_OF_A_MISS: Final = 5.0
"""Whoever asks for what there is not has the bucket read no more often than this."""

_ENDINGS: Final = (".yaml", ".yml")


class BucketContracts:
    """Meets `ports.Contracts` for `NOVA_CONTRACTS=gs://<bucket>/<prefix>`.

    The bucket is looked at again once what was read is a minute old.
    """

    def __init__(self, objects: Objects, location: str, clock: Clock) -> None:
        bucket, _, prefix = location.removeprefix(_SCHEME).partition("/")
        if not location.startswith(_SCHEME) or not bucket:
            raise InvalidInput(
                f"NOVA_CONTRACTS is {location!r}; a bucket is named as gs://<bucket>/<prefix>",
                field="NOVA_CONTRACTS",
            )
        self._objects = objects
        self._bucket = bucket
        self._prefix = f"{prefix.rstrip('/')}/" if prefix.strip("/") else ""
        self._clock = clock
        self._lock = threading.Lock()
        self._contracts: tuple[Contract, ...] = ()
        self._read_at: float | None = None

    def all(self) -> tuple[Contract, ...]:
        """Every contract, by id. Raises InvalidContract with all mistakes of all files."""
        return self._known(_FRESH_SECONDS)

    def _known(self, fresh_seconds: float) -> tuple[Contract, ...]:
        with self._lock:
            now = self._clock.monotonic()
            if self._read_at is None or now - self._read_at >= fresh_seconds:
                # What reads YAML is slow to import, and not every call needs a contract.
                from shared.rules.contracts import read_contracts  # noqa: PLC0415

                self._contracts = read_contracts(self.texts())
                self._read_at = now
            return self._contracts

    def source(self, source_id: str) -> tuple[Contract, Source]:
        """The contract and the source behind `<acquisition>.<source>`. Raises NotFound.

        What is not known is looked for once more: a company's first file may come within the
        minute in which its contract was published.
        """
        try:
            return find_source(self.all(), source_id)
        except NotFound:
            return find_source(self._known(_FRESH_SECONDS_OF_A_MISS), source_id)

    def texts(self) -> dict[str, str]:
        """Object name -> the YAML in it, valid or not. Raises InvalidContract for what is no text.

        Always read anew.
        """
        texts = {}
        for name in self._objects.list(self._bucket, self._prefix):
            if name.endswith(_ENDINGS):
                try:
                    texts[name] = self._objects.read(self._bucket, name).decode()
                except UnicodeDecodeError as error:
                    raise InvalidContract([f"{name}:1: not UTF-8"]) from error
                except NotFound:
                    continue  # removed since it was listed
        return texts
