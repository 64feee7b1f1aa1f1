"""The identifiers of rows and orders: whose number is whose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.ingest.meaning.columns import Column, best_score
from shared.ingest.meaning.detectors import fit
from shared.ingest.meaning.grammar import Candidate

_SURE_SIGN: Final = 0.8
_ROWS_FOR_A_KEY: Final = 5
_KEY_BY_VALUES: Final = 0.6
_NOT_OF_ROWS: Final = (
    *("agent", "company", "partner", "relative", "external", "buyer", "campaign", "event", "order"),
    *("national_number", "company_number", "bank", "password", "geo", "email", "phone", "mobile"),
)


def find_named_orders(columns: Sequence[Column]) -> None:
    """Shops that call the order number `Name`: one word with digits, beside a person's name."""
    if best_score(columns, "order_id") >= 0.6 or best_score(columns, "given_name") >= _SURE_SIGN:
        return
    for column in columns:
        codes = column.profile.with_digits >= 0.9 and column.profile.words_each <= 1.5
        if codes and [term.text for term in column.header.terms] in (["name"], ["nom"], ["nombre"]):
            reason = "the values are numbers, not names"
            column.candidates["order_id"] = Candidate("order_id", 0.7, None, (reason,))


def _find_key(columns: Sequence[Column]) -> None:
    """An identifier of something unnamed (`localId`) is the row's when each row has its own."""
    rows = max((column.profile.filled for column in columns), default=0)
    for column in columns:
        profile = column.profile
        own = profile.filled == rows >= _ROWS_FOR_A_KEY and profile.distinct == 1.0
        plain = own and fit("source_id", profile) == 1.0 and profile.dates < 0.5
        if (
            plain
            and column.header.depth == 0
            and column.says("id")
            and not column.says(*_NOT_OF_ROWS)
            and column.score("order_id") < 0.5
        ):
            reason = "an identifier, and every row has its own"
            column.candidates["source_id"] = Candidate("source_id", _KEY_BY_VALUES, None, (reason,))
            return


def settle_keys(columns: Sequence[Column], *, entity: str) -> None:
    """The row's own key: the first, most distinct, least nested identifier."""
    keys = [column for column in columns if column.score("source_id") >= 0.5]
    if not keys:
        _find_key(columns)
        return
    for column in keys:
        bare = [term.text for term in column.header.terms] == ["numero"]
        if bare and column.profile.with_letters > 0.5 and column.profile.distinct == 1.0:
            column.scale("source_id", 1.2, "every row has its own code")
    shallowest = min(column.header.depth for column in keys)
    unique = [c for c in keys if c.profile.filled < 3 or c.profile.distinct >= 0.95]
    for order, column in enumerate(keys):
        if column.header.depth > shallowest:
            column.scale("source_id", 0.5, "it is nested")
        if unique and column not in unique:
            column.scale("source_id", 0.6, "its values repeat")
        column.scale("source_id", 1.0 - 0.02 * min(order, 5))
        if (
            entity == "interactions"
            and column.says("holder", "account")
            and not column.says("ticket")
        ):
            column.scale("source_id", 0.8, "it names the customer, not the row")
