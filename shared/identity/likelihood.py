"""How probable a pair's comparison levels are, field by field, under each of the three classes.

For unrelated people exact agreement is as probable as the value is common: Martin says less than
Quesnoy. For a household, given name and birth date are as among strangers; the rest is shared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, cast

from shared.identity.comparison import FIELDS, MISSING, Levels
from shared.identity.weights import GENERIC_ABOVE, Weights
from shared.model.comparables import Comparables

Hash = Callable[[str], str]


class Likelihood(NamedTuple):
    """One field's level and its probability in each class."""

    field: str
    level: str
    match: float
    household: float
    unrelated: float


_VALUES_OF: Final = {
    "email": "emails",
    "telephone": "phones",
    "postal_code": "postal_codes",
    "birth_date": "birth_dates",
    "street_address": "streets",
    "address_locality": "localities",
    "works_for": "companies",
    "job_title": "job_titles",
    "gender": "genders",
    "address_country": "countries",
}
_OTHER_FIELDS: Final = FIELDS[2:]
_AGREEING_GIVEN: Final = frozenset({"same", "nickname", "typo", "swapped"})
_AGREEING_FAMILY: Final = frozenset({"same", "part", "typo"})
TELLING: Final = ("email", "telephone", "postal_code", "street_address", "works_for")
_SAYS_NOTHING: Final = frozenset({MISSING, "different"})
AGREES_BY_NAME: Final = frozenset({"address_country"})
"""Names and places are those of a country: that it is the same one is said by them already."""
UNLIKELY: Final = 1e-4
SAME_NAME_AT_HOME: Final = 0.002
"""Share of household pairs with one given name: father and son, mother and daughter."""
NAMED_IN_EMAIL: Final = 0.4
"""Share of people whose address is written with their given name."""
MOST_NAMESAKE_FACTOR: Final = 5.0
MOST_SHARED: Final = 0.5


def names_agree(levels: Levels) -> bool:
    """Whether the names are those of one person, or of two namesakes."""
    if levels.given_name == "swapped":
        return True
    return levels.given_name in _AGREEING_GIVEN and levels.family_name in _AGREEING_FAMILY


def write_alike(levels: Levels) -> bool:
    """Whether two people of these names may have like addresses for it: they are made of names.

    One common name is enough, and so is no other name that is known.
    """
    if levels.given_name in _AGREEING_GIVEN or levels.family_name in _AGREEING_FAMILY:
        return True
    return levels.given_name != "different" and levels.family_name != "different"


def is_another_name(levels: Levels) -> bool:
    """Whether the given names conflict, as those of two people of one home.

    The same birth date lifts this: it is what members of a household, but for twins, do not share,
    and how rare twins are is weighed with the rest.
    """
    return levels.given_name == "different" and levels.birth_date != "same"


def is_contradicted(levels: Levels) -> bool:
    """Whether a pair is never linked without a person, whatever the weights have learnt.

    Another given name; or another birth date, while nothing but the names agrees.
    """
    if is_another_name(levels):
        return True
    if levels.birth_date != "different":
        return False
    return all(getattr(levels, field) in _SAYS_NOTHING for field in TELLING)


def likelihoods(
    levels: Levels, contact: Comparables, profile: Comparables, weights: Weights, *, hash: Hash
) -> list[Likelihood]:
    """The likelihood of every field known on both sides; generic identifiers are left out."""
    found = _of_names(levels, weights, hash)
    namesakes = names_agree(levels)
    writes_alike = write_alike(levels)
    known = cast(tuple[str, ...], levels[2:-1])
    for field, level in zip(_OTHER_FIELDS, known, strict=True):
        if level == MISSING or (level == "same" and field in AGREES_BY_NAME):
            continue
        unrelated = weights.unrelated[field].get(level, UNLIKELY)
        similar = weights.namesake.get(field)
        if level == "same":
            mine: tuple[str, ...] = getattr(contact, _VALUES_OF[field])
            theirs: tuple[str, ...] = getattr(profile, _VALUES_OF[field])
            value = mine[0] if len(mine) == 1 else _shared(mine, theirs)
            if field in GENERIC_ABOVE and weights.is_generic(field, value, hash=hash):
                continue
            common = weights.frequency(field, value, hash=hash) * len(mine) * len(theirs)
            if namesakes and similar is not None:
                factor = similar["same"] / unrelated
                common *= min(max(factor, 1.0), MOST_NAMESAKE_FACTOR)
            unrelated = min(common, MOST_SHARED)
        elif similar is not None and (namesakes or (field == "email" and writes_alike)):
            unrelated = similar.get(level, unrelated)
        household = weights.household[field].get(level, UNLIKELY)
        if field == "birth_date":
            household = max(unrelated, household) if level == "same" else unrelated
        match = weights.match[field].get(level, UNLIKELY)
        # agreement never speaks against a match, nor disagreement for it, whoever the rival is
        if level == "different":
            household = max(household, match)
        elif level == "same":
            household = min(household, match)
        found.append(Likelihood(field, level, match, household, unrelated))
    return found


def _of_names(levels: Levels, weights: Weights, hash: Hash) -> list[Likelihood]:
    given, family, names = levels.given_name, levels.family_name, levels.names
    if names is None:
        return []
    mine, theirs = names
    frequency = weights.frequency
    if given == "swapped":
        match = weights.match["given_name"]["swapped"]
        common = max(
            frequency("given_name", one.given, hash=hash)
            * frequency("family_name", one.family, hash=hash)
            for one in names
        )
        return [Likelihood("given_name", given, match, match * common, match * common)]
    found = []
    given_common = 1.0
    if given != MISSING:
        if given in {"same", "in_email"}:
            told = mine.given if len(mine.given) > len(theirs.given) else theirs.given
            given_common = frequency("given_name", told, hash=hash)
            household = max(given_common, SAME_NAME_AT_HOME)
        else:
            given_common = household = weights.unrelated["given_name"].get(given, UNLIKELY)
        match = weights.match["given_name"].get(given, NAMED_IN_EMAIL)
        found.append(Likelihood("given_name", given, match, household, given_common))
    if family != MISSING:
        if family == "same":
            unrelated = frequency("family_name", mine.family, hash=hash)
            if given == "same":
                together = weights.name_frequency(mine.given, mine.family, hash=hash)
                unrelated = max(unrelated, together / given_common)
        else:
            unrelated = weights.unrelated["family_name"].get(family, UNLIKELY)
        match = weights.match["family_name"].get(family, UNLIKELY)
        household = weights.household["family_name"].get(family, UNLIKELY)
        found.append(Likelihood("family_name", family, match, household, unrelated))
    return found


def _shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    return next((value for value in mine if value in theirs), mine[0])
