"""What a source's answer says about each change."""

from __future__ import annotations

import json

import pytest

from shared.ports import WebhookAnswer
from shared.sync.receipts import Outcome, outcomes_of


def answered(status: int, *receipts: dict[str, str]) -> dict[str, Outcome]:
    body = json.dumps({"receipts": receipts}).encode() if receipts else b""
    return outcomes_of(WebhookAnswer(status, body), ["c1", "c2"])


def test_a_2xx_without_receipts_means_that_all_were_applied() -> None:
    assert answered(200) == {"c1": Outcome("delivered"), "c2": Outcome("delivered")}
    assert outcomes_of(WebhookAnswer(204, b"<html>"), ["c1"]) == {"c1": Outcome("delivered")}


def test_each_receipt_decides_its_own_change() -> None:
    said = answered(
        200,
        {"change": "c1", "status": "refused", "reason": "locked"},
        {"change": "c2", "status": "unchanged", "version": "v7"},
    )

    assert said == {"c1": Outcome("refused", reason="locked"), "c2": Outcome("delivered", "v7")}


@pytest.mark.parametrize("status", [301, 400, 404, 410, 422])
def test_anything_else_refuses_all_with_its_status(status: int) -> None:
    assert answered(status)["c1"] == Outcome("refused", reason=f"answered {status}")


def test_a_reason_that_is_no_plain_word_is_not_kept() -> None:
    said = answered(
        200, {"change": "c1", "status": "refused", "reason": "zoe@example.org is locked"}
    )

    assert said["c1"].reason == "refused by the source"
