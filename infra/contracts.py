"""The contracts of this stack, all checked before the first resource."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pulumi
from names import Names

from shared.errors import InvalidContract
from shared.model.contract import Contract
from shared.rules.contracts import read_contracts


@dataclass(frozen=True)
class Company:
    """An acquired company: its contract, and the file it stands in."""

    contract: Contract
    file: Path


def read_folder(folder: Path, names: Names) -> tuple[Company, ...]:
    """Every contract of a folder, by id. Raises RunError with all mistakes of all files."""
    files = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if not files:
        raise pulumi.RunError(f"{folder} holds no contract; expected <acquisition>.yaml")
    try:
        contracts = read_contracts(
            {str(path): path.read_text(encoding="utf-8") for path in files.values()}
        )
    except InvalidContract as error:
        raise pulumi.RunError("\n".join(["contracts have mistakes:", *error.mistakes])) from None
    mistakes = [
        f"{files[one.id]}:1: {words}" for one in contracts for words in names.mistakes(one.id)
    ]
    if mistakes:
        raise pulumi.RunError("\n".join(["contracts have mistakes:", *mistakes]))
    return tuple(Company(one, files[one.id]) for one in contracts)
