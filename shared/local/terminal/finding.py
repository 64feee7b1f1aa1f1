"""Whom a command means: one way of asking for a customer, and somebody who answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from shared.wiring.app import App


def find_profiles(
    app: App,
    *,
    rcu: str | None = None,
    record: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    name: str | None = None,
) -> list[str]:
    """The profiles that answer to exactly one of these.

    Raises InvalidInput when not exactly one is given or it cannot be read as what it should be,
    and NotFound when nobody answers. Messages do not repeat what was asked: it names a person.
    """
    asked = {
        "RCU": rcu, "--record": record, "--email": email, "--phone": phone, "--name": name,
    }  # fmt: skip
    given = [option for option, text in asked.items() if text is not None]
    if len(given) != 1:
        raise InvalidInput(
            f"say whom in exactly one way: {', '.join(asked)} (got {', '.join(given) or 'none'})"
        )
    found = app.asking.profiles(given[0].lower().lstrip("-"), asked[given[0]] or "")
    if not found:
        raise NotFound(f"no profile answers to this {given[0]}")
    return found


def count_profiles(app: App) -> int:
    """How many people there are: profiles that were not merged into another."""
    from shared.model.profile import Profile  # noqa: PLC0415

    return app.documents.count(Profile, where={"alias_of": ""})
