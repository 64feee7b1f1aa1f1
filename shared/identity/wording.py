"""Waterfalls and decisions in sentences, in English and French; never a value of a person."""

from __future__ import annotations

from typing import Final, Literal

from shared.identity.explanation import Step, Waterfall

Language = Literal["en", "fr"]
LANGUAGES: Final = ("en", "fr")

_OFTEN: Final = 0.01
"""From this share on a percentage reads better than one in so many."""

_FIELDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "given_name": "given name",
        "family_name": "family name",
        "email": "e-mail",
        "telephone": "phone",
        "postal_code": "postal code",
        "birth_date": "birth date",
        "street_address": "street",
        "address_locality": "town",
        "works_for": "company",
        "job_title": "job title",
        "gender": "gender",
        "address_country": "country",
    },
    "fr": {
        "given_name": "prénom",
        "family_name": "nom de famille",
        "email": "e-mail",
        "telephone": "téléphone",
        "postal_code": "code postal",
        "birth_date": "date de naissance",
        "street_address": "rue",
        "address_locality": "ville",
        "works_for": "entreprise",
        "job_title": "fonction",
        "gender": "sexe",
        "address_country": "pays",
    },
}

_SENTENCES: Final[dict[Language, dict[tuple[str, str], str]]] = {
    "en": {
        ("given_name", "nickname"): "given name is a short form",
        ("given_name", "initial"): "given name is an initial that fits",
        ("given_name", "in_email"): "given name stands in the other's e-mail",
        ("given_name", "swapped"): "given and family name exchanged",
        ("family_name", "part"): "family name is part of the other",
        ("email", "mailbox"): "same mailbox, written otherwise",
        ("email", "local"): "same e-mail name at another provider",
        ("email", "stem"): "e-mail built from the same name",
        ("postal_code", "area"): "same postal area",
        ("birth_date", "turned"): "birth date with day and month turned",
        ("birth_date", "near"): "birth date nearly the same",
        ("birth_date", "year"): "same year of birth",
        ("reviews", "taught"): "what people answered about pairs like this",
    },
    "fr": {
        ("given_name", "nickname"): "le prénom est un diminutif",
        ("given_name", "initial"): "le prénom est une initiale qui convient",
        ("given_name", "in_email"): "le prénom figure dans l'e-mail de l'autre",
        ("given_name", "swapped"): "prénom et nom de famille intervertis",
        ("family_name", "part"): "le nom de famille est une partie de l'autre",
        ("email", "mailbox"): "même boîte aux lettres, écrite autrement",
        ("email", "local"): "même nom d'e-mail chez un autre fournisseur",
        ("email", "stem"): "e-mail formé sur le même nom",
        ("postal_code", "area"): "même zone postale",
        ("birth_date", "turned"): "date de naissance, jour et mois intervertis",
        ("birth_date", "near"): "date de naissance presque identique",
        ("birth_date", "year"): "même année de naissance",
        ("reviews", "taught"): "ce qu'on a répondu à propos de paires semblables",
    },
}

_LEVELS: Final[dict[Language, dict[str, str]]] = {
    "en": {"typo": "{field} differs by a slip"},
    "fr": {
        "same": "{field} identique",
        "typo": "{field} à une faute de frappe près",
        "similar": "{field} semblable",
        "different": "{field} différent",
    },
}

_PHRASES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "prior": "before anything is compared, against strangers and one home",
        "others": "other profiles that fit, duplicates, and what answers have taught",
        "bits": "{bits:+.1f} bits",
        "share": "as {share} of unrelated people",
        "one_in": "as about 1 in {number} unrelated people",
        "trust": "source trusted {share} on it",
        "end": "{probability} likely, by the weights {weights}",
    },
    "fr": {
        "prior": "avant toute comparaison, face à des inconnus ou à un même foyer",
        "others": "autres profils possibles, doublons, et ce que les réponses ont appris",
        "bits": "{bits:+.1f} bits",
        "share": "comme {share} des personnes sans lien",
        "one_in": "comme environ 1 personne sans lien sur {number}",
        "trust": "source jugée fiable à {share} sur ce point",
        "end": "probabilité {probability}, selon les poids {weights}",
    },
}

_FEMININE: Final = frozenset(
    {"birth_date", "street_address", "address_locality", "works_for", "job_title"}
)


def steps_in_words(found: Waterfall, language: Language = "en") -> list[str]:
    """One sentence per step, in the order of the waterfall."""
    return [step_in_words(step, language) for step in found.steps]


def fields_in_words(found: Waterfall, language: Language = "en") -> list[str]:
    """One sentence per field that was compared, the weightiest first."""
    return [step_in_words(step, language) for step in found.steps if step.kind == "field"]


def step_in_words(step: Step, language: Language) -> str:
    """What agreed or did not, its bits, how common that is, how far the source is trusted."""
    phrases = _PHRASES[language]
    notes = [_localised(phrases["bits"].format(bits=round(step.bits, 1) + 0.0), language)]
    if step.kind != "field":
        return f"{phrases[step.kind]} ({notes[0]})"
    if step.common and step.level != "different":
        notes.append(_commonness(step.common, language))
    if step.trust < 1.0:
        notes.append(phrases["trust"].format(share=percent(step.trust, language)))
    return f"{compared(step.field, step.level, language)} ({'; '.join(notes)})"


def end_in_words(found: Waterfall, language: Language = "en") -> str:
    """Where the waterfall ends: the probability, and the weights version."""
    probability = percent(found.probability, language, digits=2)
    return _PHRASES[language]["end"].format(probability=probability, weights=found.weights)


def compared(field: str, level: str, language: Language) -> str:
    """How one field compared."""
    if sentence := _SENTENCES[language].get((field, level)):
        return sentence
    name = _FIELDS[language].get(field, field.replace("_", " "))
    template = _LEVELS[language].get(level, f"{level} {{field}}")
    said = template.format(field=name)
    if language == "fr" and level == "different" and field in _FEMININE:
        said += "e"
    return said


def percent(share: float, language: Language, *, digits: int = 0) -> str:
    """`95.21%`, or `95,21 %`."""
    return _localised(f"{share:.{digits}%}", language).replace(
        "%", "%" if language == "en" else " %"
    )


def _commonness(share: float, language: Language) -> str:
    phrases = _PHRASES[language]
    if share >= _OFTEN:
        return phrases["share"].format(share=percent(share, language))
    number = int(float(f"{1.0 / share:.2g}"))
    grouped = f"{number:,}" if language == "en" else f"{number:,}".replace(",", " ")
    return phrases["one_in"].format(number=grouped)


def _localised(text: str, language: Language) -> str:
    return text if language == "en" else text.replace(".", ",")
