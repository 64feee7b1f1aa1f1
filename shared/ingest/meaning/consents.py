"""Consent columns: the channel they are about, and whether a yes agrees or refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.ingest.meaning.headers import Header

_GIVES: Final[Mapping[str, float]] = {"opt_in": 0.78, "newsletter": 0.88, "marketing": 0.6}
_CHANNELS: Final[Mapping[str, frozenset[str]]] = {
    "consent_sms": frozenset({"sms", "mobile"}),
    "consent_phone": frozenset({"by_call", "phone", "landline"}),
    "consent_post": frozenset({"by_post", "address", "zip"}),
}
_NAMED_CHANNEL: Final = frozenset(
    {"email", "mail", "newsletter", "sms", "mobile", "by_call", "by_post"}
)
_CHANNEL_WORDS: Final = frozenset({"email", "emails", "mail", "mails", "emailing", "mailing"})
"""In a phrase that stands for consent as a whole: `email opt in`."""

_WITH: Final[Mapping[str, float]] = {
    "filler": 0.97,
    "holder": 0.97,
    "primary": 0.97,
    "company": 0.9,
    "email": 1.0,
    "mail": 1.0,
    "sms": 1.0,
    "mobile": 1.0,
    "phone": 1.0,
    "landline": 0.9,
    "by_call": 1.0,
    "by_post": 1.0,
    "newsletter": 1.0,
    "marketing": 1.0,
    "opt_in": 1.0,
    "opt_out": 1.0,
    "refusal": 1.0,
    "consent": 1.0,
    "status": 0.9,
    "region": 0.9,
    "registered": 0.95,
    "subscription": 0.95,
    "confirmed": 0.8,
    "note": 0.7,
    "address": 0.9,
    "website": 0.8,
    "work": 0.7,
    "home": 0.9,
    "account": 0.9,
    "kind": 0.4,
    "channel": 0.5,
    "terms": 0.5,
    "tag": 0.55,
    "event": 0.5,
    "buyer": 0.6,
    "participant": 0.9,
    "number": 0.5,
    "language": 0.3,
    "product": 0.4,
    "attribute": 0.9,
}
_OTHER_SUBJECT: Final = 0.15
_PARTNER: Final = 0.2
_UNKNOWN: Final = 0.88
_STATUS: Final = 0.3
"""`Subscription status`, `SMS subscriber` are consent only when their values are."""


@dataclass(frozen=True, slots=True)
class ConsentReading:
    """What a header says of consent; `opted_out` when its yes is a refusal."""

    field: str
    score: float
    opted_out: bool
    meant: str


def read_consent(header: Header) -> ConsentReading | None:
    """The consent a header speaks of, or None; `score` is by its words alone."""
    nested = header.depth > 0  # `sms_consent.state` says it in the outer name
    hard = [term for term in header.terms if nested or not term.soft] or list(header.terms)
    concepts = frozenset().union(*(term.concepts for term in hard))
    given = [score for concept, score in _GIVES.items() if concept in concepts]
    refused = "opt_out" in concepts or ("refusal" in concepts and bool(given))
    channel = next((name for name, words in _CHANNELS.items() if words & concepts), "consent_email")
    words = {word for term in hard for word in term.text.split()}
    is_named = bool(concepts & _NAMED_CHANNEL) or not words.isdisjoint(_CHANNEL_WORDS)
    if refused:
        base = 0.92 if is_named else 0.85
    elif given:
        base = max(given)
        if len(given) > 1 or is_named:
            base = max(base, 0.92)
    elif {"subscription", "status"} <= concepts or (
        concepts & {"subscription", "holder"} and concepts & _NAMED_CHANNEL - {"email", "mail"}
    ):
        base = _STATUS
    else:
        return None
    score = base
    for term in header.terms:
        if "partner" in term.concepts:
            score *= _PARTNER
        elif term.number is None:
            score *= _factor(term.concepts, soft=term.soft)
    meant = " ".join(term.text for term in hard)
    return ConsentReading(field=channel, score=score, opted_out=refused, meant=meant)


def _factor(concepts: frozenset[str], *, soft: bool) -> float:
    if not concepts:
        return 1.0 if soft else _UNKNOWN
    factor = max(_WITH.get(concept, _OTHER_SUBJECT) for concept in concepts)
    return factor**0.5 if soft else factor
