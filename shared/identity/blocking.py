"""Blocking keys: what two contacts of one person most likely have in common.

Contacts that share no key are never compared, so keys decide what can be found at all; each key is
a look-up and a document, so they also decide what it costs. A usual contact has six.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jellyfish import metaphone

from shared.identity.emails import canonical_email, is_role, local_part
from shared.model.comparables import Comparables, Name


class BlockingKey(NamedTuple):
    """One key: its kind, and the normalised text that is personal data until it is hashed."""

    kind: str
    text: str


CAPS: Final[Mapping[str, int]] = {
    "email": 20,
    "phone": 12,
    "family_postal": 60,
    "given_postal": 60,
    "name": 60,
    "sound_postal": 3,
    "birth": 30,
    "given_birth": 30,
    "family_birth": 30,
    "birth_postal": 30,
    "sound": 40,
    "given_locality": 40,
    "family_locality": 40,
}
"""How many profiles may stand behind a key, by kind; past it, the key is generic: no candidates."""

_GIVEN_HEAD: Final = 2
"""Letters of the given name beside a sound. One letter alone would have three times as many others
read, for one true pair in 1,700 more."""

_SHORTEST_LOCAL: Final = 6
_SHORTEST_WORD: Final = 4
_PHONE_TAIL: Final = 8
_MOST_KEYS: Final = 120


def blocking_keys(comparables: Comparables) -> list[BlockingKey]:
    """The distinct keys of a contact or profile, in a fixed order.

    E-mail (the local part when it is telling, else the whole), the last digits of the phone,
    family name + postal code, given name + postal code, both names in either order, and the sound
    of the family name + postal area + how the given name begins. Who has neither e-mail nor phone
    is also found through birth date, locality and company, where these are known.
    """
    keys: dict[BlockingKey, None] = {}
    for email in comparables.emails:
        keys[BlockingKey("email", email_key(email))] = None
    for phone in comparables.phones:
        keys[BlockingKey("phone", phone_key(phone))] = None
    for name in comparables.names:
        _add_name_keys(keys, name, comparables)
    if not comparables.phones and not (comparables.emails and comparables.postal_codes):
        _add_birth_keys(keys, comparables)
    return list(keys)[:_MOST_KEYS]


@lru_cache(maxsize=16384)
def sound_of(name: str) -> str:
    """How a folded family name sounds: Lefebvre as Lefevre, Renault as Renaud, Meyer as Maier.

    Of a compound, the first long part: it is what is kept when one is cut.
    """
    words = [word for word in name.split() if len(word) >= _SHORTEST_WORD]
    joined = words[0] if words else name.replace(" ", "")
    for written, spoken in _FRENCH_SPELLINGS:
        joined = joined.replace(written, spoken)
    shortened = joined.rstrip("esxztd") if len(joined) > _SHORTEST_WORD else joined
    return metaphone(shortened or joined) or joined


_FRENCH_SPELLINGS: Final = (
    ("eau", "o"),
    ("ault", "o"),
    ("au", "o"),
    ("febv", "fev"),
    ("ph", "f"),
    ("qu", "k"),
    ("ai", "e"),
    ("ei", "e"),
    ("ey", "e"),
    ("ay", "e"),
    ("y", "i"),
)


def email_key(email: str) -> str:
    """What of an address is a key: its local part where that is telling, else the mailbox."""
    local = local_part(email)
    if len(local) >= _SHORTEST_LOCAL and not is_role(local):
        return local
    return canonical_email(email)


def phone_key(phone: str) -> str:
    """What of a number is a key: its last digits, which are dialled at home and from abroad."""
    return phone[-_PHONE_TAIL:]


def _add_name_keys(keys: dict[BlockingKey, None], name: Name, comparables: Comparables) -> None:
    given, family = name.given, name.family
    for postal_code in comparables.postal_codes:
        if family:
            keys[BlockingKey("family_postal", f"{family}|{postal_code}")] = None
        if given:
            keys[BlockingKey("given_postal", f"{given}|{postal_code}")] = None
    if given and family:
        keys[BlockingKey("name", "|".join(sorted((given, family))))] = None
        sound = sound_of(family)
        for area in dict.fromkeys(code[:2] for code in comparables.postal_codes):
            keys[BlockingKey("sound_postal", f"{sound}|{area}|{given[:_GIVEN_HEAD]}")] = None


def _add_birth_keys(keys: dict[BlockingKey, None], comparables: Comparables) -> None:
    names = comparables.names
    for birth_date in comparables.birth_dates:
        keys[BlockingKey("birth", birth_date)] = None
        for name in names:
            if name.given:
                keys[BlockingKey("given_birth", f"{name.given}|{birth_date}")] = None
            if name.family:
                keys[BlockingKey("family_birth", f"{name.family}|{birth_date}")] = None
        for postal_code in comparables.postal_codes:
            keys[BlockingKey("birth_postal", f"{birth_date}|{postal_code}")] = None
    if comparables.postal_codes:
        return
    for name in names:
        if name.given and name.family:
            keys[BlockingKey("sound", f"{sound_of(name.family)}|{name.given[0]}")] = None
    for locality in comparables.localities:
        for name in names:
            if name.given:
                keys[BlockingKey("given_locality", f"{name.given}|{locality}")] = None
            if name.family:
                keys[BlockingKey("family_locality", f"{name.family}|{locality}")] = None
