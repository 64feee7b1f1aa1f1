"""What the rest of the file says about a column: its neighbours, and what the file is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.ingest.meaning.columns import Column, best_score
from shared.ingest.meaning.grammar import Candidate
from shared.ingest.meaning.keys import find_named_orders, settle_keys
from shared.ingest.meaning.lexicon import fold
from shared.ingest.meaning.neighbours import settle_neighbours
from shared.ingest.meaning.profiles import looks_geolocated
from shared.rules.values.postal import split_place

_INTERACTION_SIGNS: Final = (
    "order_id",
    "amount",
    "ticket_type",
    "event_name",
    "interaction_at",
    "interaction_type",
    "currency",
    "venue",
)
_SUMMED_UP: Final = ("lifetime", "count")
_MUCH_SUMMED: Final = 2
_ALSO_OF_PEOPLE: Final = frozenset({"ticket_type", "currency"})
"""Beside totals, a plan and a currency are the customer's and no sale."""
_TRADE: Final = (
    *("order", "payment", "transaction", "ticket", "booking", "donation", "invoice", "fee"),
    *("refund", "payment_method", "quantity", "discount", "delivery_cost", "product", "seat"),
)
_SUMMED: Final = ("lifetime", "last_seen", "count", "opt_in", "opt_out")
_MUCH_TRADE: Final = 3
"""Columns about a sale that, with one sure sign, make a file one of interactions."""
_SURE_SIGN: Final = 0.8
_DATE_SIGN: Final = 0.74
_ORDER_SIGN: Final = 0.65
_IN_CONTACTS: Final = {
    "order_id": 0.55,
    "interaction_at": 0.6,
    "interaction_type": 0.55,
    "amount": 0.6,
    "event_name": 0.6,
    "event_category": 0.5,
    "venue": 0.55,
    "ticket_type": 0.68,
    "currency": 0.45,
    "channel": 0.82,
    "campaign": 0.7,
    "url": 0.6,
}
"""What is left of interaction fields in a file of contacts."""
_FORM_TIMES: Final = frozenset(
    {
        *("timestamp", "horodateur", "zeitstempel", "marca temporal", "informazioni cronologiche"),
        *("carimbo de data/hora", "tijdstempel"),
    }
)
"""What Google Forms calls the time of an answer, in the language of whoever asks."""

_A_FORM: Final = 2
"""Questions among the headers from which a file holds the answers to a form."""
_MOSTLY: Final = 0.8
_MOBILE_WORDS: Final = frozenset(
    {"mobile", "cell", "mobil", "movil", "cellulare", "portable", "handy", "celular", "gsm"}
)
_PLACES: Final = ("address_locality", "address_region", "address_country")
_REPEATED: Final = 0.35
_FEW: Final = 0.2
"""Contact details with fewer distinct values than this belong to owners or receivers."""


def weigh_context(
    columns: Sequence[Column], *, language: str | None, entity: str | None
) -> tuple[str, str]:
    """Rewrite the candidates by what the file as a whole says.

    Returns the entity they are read as, `entity` when that is given, and what it looks like.
    """
    settle_neighbours(columns, language=language)
    _damp_repeats(columns)
    _damp_shared_details(columns)
    _damp_geolocated(columns)
    _name_phones_by_label(columns)
    _prefer_shallow(columns)
    _drop_ticked_boxes(columns)
    _find_codes_with_towns(columns)
    _tell_mail_from_email(columns)
    likely = guess_entity(columns)
    held = entity or likely
    if held == "interactions":
        _date_interactions(columns)
        find_named_orders(columns)
    else:
        _date_contacts(columns)
        _date_answers(columns)
        for column in columns:
            for name, factor in _IN_CONTACTS.items():
                column.scale(name, factor, "the file lists contacts, not interactions")
    settle_keys(columns, entity=held)
    return held, likely


def guess_entity(columns: Sequence[Column]) -> str:
    """`interactions` when the rows are orders, tickets, gifts or activities, else `contacts`."""
    signs = {name for name in _INTERACTION_SIGNS if best_score(columns, name) >= _SURE_SIGN}
    if best_score(columns, "interaction_at") >= _DATE_SIGN:
        signs.add("interaction_at")
    order = any(
        column.score("order_id") >= _ORDER_SIGN and column.profile.distinct > 0.5
        for column in columns
    )
    active = any(
        column.says("activity")
        and column.says("date", "due", "kind")
        and not column.says("last_seen", "expiry")
        for column in columns
    )
    traded = sum(1 for column in columns if column.says(*_TRADE) and not column.says(*_SUMMED))
    summed = sum(1 for column in columns if column.says(*_SUMMED_UP))
    if summed >= _MUCH_SUMMED and signs <= _ALSO_OF_PEOPLE:
        signs = set()
    many = len(signs) >= 2 or (signs and traded >= _MUCH_TRADE)
    return "interactions" if many or order or active else "contacts"


def _damp_repeats(columns: Sequence[Column]) -> None:
    for column in columns:
        if column.header.is_repeat:
            column.scale_all(_REPEATED, "the same header stands further left")
        if not column.name.endswith("[]"):
            continue
        if max(column.profile.emails, column.profile.phones) > 0.5:
            for name in ("email", "telephone", "mobile"):
                column.scale(name, 1.0, "of each list the primary or first usable one is taken")
        else:
            column.scale_all(_REPEATED, "it is a list of objects")


def _damp_shared_details(columns: Sequence[Column]) -> None:
    """A few e-mail addresses over many rows are those of the staff, not of the people."""
    for column in columns:
        if column.profile.filled >= 10 and column.profile.distinct <= _FEW:
            for name in ("email", "telephone", "mobile"):
                column.scale(name, 0.45, "few different values")


def _damp_geolocated(columns: Sequence[Column]) -> None:
    """Places right after an IP address or coordinates were located, not given."""
    geo = {c.place for c in columns if c.says("geo") or looks_geolocated(c.profile)}
    for column in columns:
        near = any(0 < column.place - place <= 6 for place in geo)
        if near and not column.says("address", "home"):
            for name in _PLACES:
                if column.score(name) and best_score(columns, "street_address") < 0.5:
                    column.scale(name, 0.4, "it stands beside coordinates or an IP address")


def _name_phones_by_label(columns: Sequence[Column]) -> None:
    """`Phone 2 - Value` is a mobile when `Phone 2 - Label` says so."""
    for label in columns:
        if not (label.says("phone") and label.says("tag", "kind")):
            continue
        number = next((t.number for t in label.header.terms if t.number is not None), None)
        if number is None or number < 2 or label.profile.among(_MOBILE_WORDS) < 0.5:
            continue
        for column in columns:
            numbers = [term.number for term in column.header.terms]
            if column is not label and number in numbers and column.score("telephone"):
                reason = "its label says mobile"
                column.candidates["mobile"] = Candidate("mobile", 0.8, None, (reason,))


def _prefer_shallow(columns: Sequence[Column]) -> None:
    """`email` before `owner_record.email`: what lies deeper speaks of something else."""
    for column in columns:
        if column.header.depth == 0:
            continue
        for name in list(column.candidates):
            shallower = any(
                other.header.depth < column.header.depth and other.score(name) >= 0.6
                for other in columns
            )
            if shallower:
                column.scale(name, 0.85)


def _tell_mail_from_email(columns: Sequence[Column]) -> None:
    """`Opt-out mail` beside `Opt-out e-mail` is about letters."""
    refusals = [column for column in columns if column.score("consent_email")]
    plain = [c for c in refusals if any(term.text in ("mail", "mails") for term in c.header.terms)]
    others = [c for c in refusals if c.says("email") and c not in plain]
    if not others:
        return
    for column in plain:
        letters = column.candidates.pop("consent_email")
        column.candidates["consent_post"] = Candidate(
            "consent_post",
            letters.score,
            letters.role,
            (*letters.reasons, "e-mail has a column of its own"),
        )


def _drop_ticked_boxes(columns: Sequence[Column]) -> None:
    """A column `Concerts` that holds `Concerts` or nothing is a box of a list, ticked or not."""
    ticked = [c for c in columns if c.profile.among(frozenset({fold(c.name)})) == 1.0]
    boxes = [column.place for column in ticked]
    for column in columns:
        beside = any(abs(column.place - place) == 1 for place in boxes)
        if column in ticked or (beside and column.profile.is_empty):
            for name in _IN_CONTACTS:
                column.scale(name, 0.1, "it is a box to tick")


def _date_interactions(columns: Sequence[Column]) -> None:
    """In a file of orders, `Created at` is when it was made, unless a better date is there."""
    dated = [c for c in columns if c.score("interaction_at") >= 0.7]
    if any(not column.says("payment") for column in dated):
        return
    for column in columns:
        if column.says("created", "added") and column.score("created_at") >= 0.6:
            column.candidates["interaction_at"] = Candidate(
                "interaction_at",
                column.score("created_at"),
                None,
                (*column.candidates["created_at"].reasons, "each row is an interaction"),
            )
            column.scale("created_at", 0.6)


def _date_contacts(columns: Sequence[Column]) -> None:
    """A bare `Date` beside a creation date is when something happened."""
    if best_score(columns, "created_at") < 0.6:
        return
    for column in columns:
        bare = [term for term in column.header.terms if term.concepts]
        if len(bare) == 1 and column.says("date"):
            column.scale("interaction_at", 1.3, "the creation date stands elsewhere")


def _date_answers(columns: Sequence[Column]) -> None:
    """A form's answers begin with the time they were given: `Timestamp`, `Horodateur`."""
    asked = sum(column.header.is_question for column in columns)
    first = min(columns, key=lambda column: column.place, default=None)
    if first is None or first.header.is_question:
        return
    stamped = fold(first.name) in _FORM_TIMES
    if not stamped and (asked < _A_FORM or not first.says("date")):
        return
    if best_score(columns, "created_at") < 0.6:
        reason = "the answers were given then"
        first.candidates["created_at"] = Candidate("created_at", 0.8, None, (reason,))


def _find_codes_with_towns(columns: Sequence[Column]) -> None:
    """`Ort` that holds `10115 Berlin` is the postal code, and the town comes with it."""
    if best_score(columns, "postal_code") >= 0.5:
        return
    for column in columns:
        if column.says("city", "zip") and column.profile.share(split_place) >= _MOSTLY:
            reason = "each value is a postal code and its town"
            column.candidates["postal_code"] = Candidate("postal_code", 0.8, None, (reason,))
