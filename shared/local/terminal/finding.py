"""Finding a profile by what people know of a customer: a record, an e-mail, a phone, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.errors import InvalidInput, NotFound
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.name import split_full_name

if TYPE_CHECKING:
    from shared.wiring import App


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
    if rcu is not None:
        found = [app.viewing.standing(rcu).rcu]
    elif record is not None:
        source, id = record_key(record)
        found = [app.viewing.standing(app.viewing.by_record(source, id)).rcu]
    elif email is not None:
        found = app.viewing.by_fields(email=_cleaned("email", email, Locale()))
    elif phone is not None:
        found = _by_phone(app, phone)
    else:
        found = app.viewing.by_fields(**_names(name or ""))
    if not found:
        raise NotFound(f"no profile answers to this {given[0]}")
    return found


def count_profiles(app: App) -> int:
    """How many people there are: profiles that were not merged into another."""
    from shared.model.profile import Profile  # noqa: PLC0415

    return app.documents.count(Profile, where={"alias_of": ""})


def record_key(text: str) -> tuple[str, str]:
    """(source id, record id) of `eventclick.crm:E0001`. Raises InvalidInput."""
    source, colon, id = text.partition(":")
    if not colon or not id or "." not in source:
        raise InvalidInput("a record is named as SOURCE:ID, as eventclick.crm:E0001")
    return source, id


def _by_phone(app: App, text: str) -> list[str]:
    """A national number means another phone in each country: every company's country is tried."""
    countries = dict.fromkeys(["FR", *(one.country for one in app.contracts.all())])
    numbers = {clean("telephone", text, locale=Locale(country=one)).value for one in countries}
    numbers -= {None}
    if not numbers:
        raise InvalidInput("this is not a phone number", field="phone")
    return sorted({rcu for one in numbers if one for rcu in app.viewing.by_fields(telephone=one)})


def _names(text: str) -> dict[str, str]:
    parts = split_full_name(text, family_first=None)
    if not parts.given or not parts.family:
        raise InvalidInput("give a given name and a family name, in either order", field="name")
    return {"given_name": parts.given, "family_name": parts.family}


def _cleaned(field: str, text: str, locale: Locale) -> str:
    value = clean(field, text, locale=locale).value
    if not value:
        raise InvalidInput(f"this cannot be read as {field}", field=field)
    return value
