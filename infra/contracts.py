"""The contracts of this stack, all checked before the first resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pulumi
from names import Names

from shared.errors import InvalidContract
from shared.model.contract import Contract
from shared.rules.contracts import read_contracts

_ENDING: Final = ".yaml"
_MISREAD: Final = (".yaml", ".yml")
"""In small or capital letters, what somebody may take for a contract."""


@dataclass(frozen=True)
class Company:
    """An acquired company: its contract, and the file it stands in."""

    contract: Contract
    file: Path


def read_folder(folder: Path, names: Names, *, people: Collection[str] = ()) -> tuple[Company, ...]:
    """Every contract of a folder, by id. Raises RunError with all mistakes of all files.

    `people` are the addresses the settings let in already.
    """
    files = {path.stem: path for path in sorted(folder.glob(f"*{_ENDING}"))}
    if not files:
        raise pulumi.RunError(f"{folder} holds no contract; expected <acquisition>.yaml")
    mistakes = list(_left_out(folder))
    texts = {}
    for path in files.values():
        try:
            texts[str(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            mistakes.append(f"{path}:1: not UTF-8")
    try:
        contracts = read_contracts(texts)
    except InvalidContract as error:
        contracts = ()
        mistakes += error.mistakes
    for one in contracts:
        mistakes += [f"{files[one.id]}:1: {words}" for words in names.mistakes(one.id)]
    mistakes += [
        f"{files[id]}:1: {words}" for id, words in _shared_callers(contracts, people=people)
    ]
    if mistakes:
        raise pulumi.RunError("\n".join(["contracts have mistakes:", *sorted(mistakes)]))
    return tuple(Company(one, files[one.id]) for one in contracts)


def _left_out(folder: Path) -> Iterator[str]:
    """A company must not be missing, or be taken away, without a word."""
    for path in folder.iterdir():
        if path.suffix.lower() in _MISREAD and path.suffix != _ENDING:
            yield (
                f"{path}:1: a contract is called <acquisition>{_ENDING}; rename it or move it away"
            )


def _shared_callers(
    contracts: Sequence[Contract], *, people: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(contract's id, what is wrong) of accounts that would be let in twice.

    Google keeps one right for both, so that retiring one company would lock the other out.
    """
    known = {address.lower() for address in people}
    companies: defaultdict[str, set[str]] = defaultdict(set)
    for contract in contracts:
        for caller in {one for source in contract.sources for one in source.callers}:
            companies[caller].add(contract.id)
    for caller, ids in sorted(companies.items()):
        for id in sorted(ids):
            if len(ids) > 1:
                others = ", ".join(sorted(ids - {id}))
                yield id, f"the caller {caller} also calls for {others}; give each its own account"
            if caller in known:
                yield (
                    id,
                    f"the caller {caller} stands in nova:people too; give each its own account",
                )
