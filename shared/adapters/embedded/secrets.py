"""Secrets in files only their owner can read, made when first asked for."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from shared.errors import InvalidInput

LENGTH = 32
"""Bytes."""


class FileSecrets:
    """Meets `ports.Secrets`. Losing the folder makes every keyed hash of the stores unfindable."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes:
        """The secret of this name; two processes asking first get the same one."""
        if not name.isidentifier():
            raise InvalidInput(f"a secret's name is a word, not {name!r}")
        path = self._folder / name
        if not path.exists():
            self._create(path)
        return path.read_bytes()

    def _create(self, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=self._folder, prefix=".") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
            try:
                os.link(file.name, path)
            except FileExistsError:
                return  # somebody was first: theirs is the secret
