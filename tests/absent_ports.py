"""Ports that a use case has and one particular run of it never calls."""

from __future__ import annotations

from typing import NoReturn, cast

from shared.ports import Contracts, Messages, Objects


class _Absent:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> NoReturn:
        raise AssertionError(f"{self._name}.{attribute} was called where there are no {self._name}")


def no_objects() -> Objects:
    """Objects nobody may call."""
    return cast(Objects, _Absent("objects"))


def no_messages() -> Messages:
    """Messages nobody may publish."""
    return cast(Messages, _Absent("messages"))


def no_contracts() -> Contracts:
    """Contracts nobody may read."""
    return cast(Contracts, _Absent("contracts"))
