"""A decision in plain sentences: what agreed, what did not, and what each is worth."""

from __future__ import annotations

from typing import Final

from shared.identity.decision import Decision, Score

_FIELD_NAMES: Final = {
    "given_name": "given name",
    "family_name": "family name",
    "email": "e-mail",
    "telephone": "phone",
    "postal_code": "postal code",
    "birth_date": "birth date",
    "street_address": "street",
    "address_locality": "town",
    "works_for": "company",
    "gender": "gender",
    "address_country": "country",
}

_SENTENCES: Final = {
    ("given_name", "nickname"): "given name is a short form",
    ("given_name", "initial"): "given name is an initial that fits",
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
}


def explain(judged: Score | Decision) -> list[str]:
    """One sentence per piece of evidence, the weightiest first, with its bits; never a value."""
    weightiest = sorted(judged.evidence, key=lambda piece: -abs(piece.bits))
    return [
        f"{_sentence(piece.field, piece.level)} ({piece.bits:+.1f} bits)" for piece in weightiest
    ]


def _sentence(field: str, level: str) -> str:
    if sentence := _SENTENCES.get((field, level)):
        return sentence
    name = _FIELD_NAMES.get(field, field.replace("_", " "))
    if level == "typo":
        return f"{name} differs by a slip"
    return f"{level} {name}"
