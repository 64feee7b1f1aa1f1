"""Contracts in a folder, read again when a file changes."""

from __future__ import annotations

from pathlib import Path

from shared.errors import InvalidContract, NotFound
from shared.model.contract import Contract, Source
from shared.rules.sources import find_source

_ENDINGS = (".yaml", ".yml")


class FolderContracts:
    """Meets `ports.Contracts`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._contracts: tuple[Contract, ...] = ()

    def all(self) -> tuple[Contract, ...]:
        """Every contract, by id. Raises InvalidContract with all mistakes of all files."""
        files = self._files()
        seen = tuple((f.name, (s := f.stat()).st_mtime_ns, s.st_size) for f in files)
        if seen != self._seen:
            # What reads YAML is slow to import, and not every call needs a contract.
            from shared.rules.contracts import read_contracts  # noqa: PLC0415

            self._contracts = read_contracts({path.name: _text(path) for path in files})
            self._seen = seen
        return self._contracts

    def source(self, source_id: str) -> tuple[Contract, Source]:
        """The contract and the source behind `<acquisition>.<source>`. Raises NotFound."""
        return find_source(self.all(), source_id)

    def texts(self) -> dict[str, str]:
        """File name -> the YAML in it, valid or not. Raises InvalidContract for what is no text."""
        return {path.name: _text(path) for path in self._files()}

    def _files(self) -> list[Path]:
        if not self._folder.is_dir():
            raise NotFound(
                f"there is no folder of contracts {str(self._folder)!r}; NOVA_CONTRACTS names it"
            )
        return sorted(path for path in self._folder.iterdir() if path.suffix in _ENDINGS)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidContract([f"{path.name}:1: not UTF-8"]) from error
