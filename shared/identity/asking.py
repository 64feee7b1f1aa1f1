"""Finding a profile by what people know of a customer: a record, an e-mail, a phone, a name."""

from __future__ import annotations

from dataclasses import dataclass

from shared.errors import InvalidInput
from shared.identity.viewing import Viewing
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.name import split_full_name

KINDS = ("rcu", "record", "email", "phone", "name")
"""What a person may be asked for by."""


@dataclass(frozen=True)
class Asking:
    """Cleans what was asked as an export's cell would be, and looks it up."""

    viewing: Viewing

    def profiles(self, kind: str, text: str) -> list[str]:
        """The standing profiles that answer to this, by RCU id.

        Raises InvalidInput when it cannot be read as what it should be, and NotFound for an id or
        a record there is not. Messages do not repeat what was asked: it names a person.
        """
        match kind:
            case "rcu":
                return [self.viewing.standing(text).rcu]
            case "record":
                return [self.viewing.standing(self.viewing.by_record(*record_key(text))).rcu]
            case "email":
                return self.viewing.by_fields(email=_cleaned("email", text, Locale()))
            case "phone":
                return self._by_phone(text)
            case "name":
                return self.viewing.by_fields(**_names(text))
        raise InvalidInput(f"a person is asked for by one of: {', '.join(KINDS)}", field=kind)

    def _by_phone(self, text: str) -> list[str]:
        """A national number is another phone in each country: every company's country is tried."""
        contracts = self.viewing.contracts.all()
        countries = dict.fromkeys(["FR", *(one.country for one in contracts)])
        numbers = {clean("telephone", text, locale=Locale(country=one)).value for one in countries}
        numbers -= {None}
        if not numbers:
            raise InvalidInput("this is not a phone number", field="phone")
        by_fields = self.viewing.by_fields
        return sorted({rcu for one in numbers if one for rcu in by_fields(telephone=one)})


def record_key(text: str) -> tuple[str, str]:
    """(source id, record id) of `eventclick.crm:E0001`. Raises InvalidInput."""
    source, colon, id = text.partition(":")
    if not colon or not id or "." not in source:
        raise InvalidInput("a record is named as SOURCE:ID, as eventclick.crm:E0001")
    return source, id


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
