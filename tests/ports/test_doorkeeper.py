"""What local tokens promise. Google's identity tokens have test_google_identity_tokens."""

from __future__ import annotations

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from shared.adapters.embedded.tokens import LocalTokens
from shared.errors import InvalidInput, Unauthenticated
from shared.model.caller import Caller

SECRET = b"a secret for tests, thirty-two b"
DAY = 24 * 3600


class Dated(TimestampSigner):
    """Signs as if it were so many seconds ago."""

    age = 0

    def get_timestamp(self) -> int:
        return super().get_timestamp() - self.age


@pytest.fixture
def door():
    return LocalTokens(SECRET)


@pytest.mark.parametrize(
    "roles",
    [
        [],
        ["engineer"],
        ["reviewer@eventclick", "care"],
        ["source:eventclick.crm"],
    ],
)
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_token_says_who_somebody_is_and_what_they_may_do(door, roles, scheme):
    token = door.issue("camille", roles)

    assert door.identify(f"{scheme} {token}") == Caller("camille", frozenset(roles))


@pytest.mark.parametrize("role", ["admin", "", "reviewer@", "reviewer@Event Click", "source:crm"])
def test_a_role_there_is_not_is_refused(door, role):
    with pytest.raises(InvalidInput, match="is no role; one of engineer, reviewer"):
        door.issue("camille", [role])


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic abc", "{token}"])
def test_a_header_without_a_bearer_token_is_refused(door, authorization):
    token = door.issue("camille", ["care"])

    with pytest.raises(Unauthenticated, match="header must be: Bearer"):
        door.identify(authorization.format(token=token))


def test_a_token_of_another_installation_is_refused(door):
    token = LocalTokens(b"another secret").issue("camille", ["dpo"])

    with pytest.raises(Unauthenticated, match="not made by this installation"):
        door.identify(f"Bearer {token}")


# Of the last character two bits are padding: another one may say the same signature.
@pytest.mark.parametrize("place", [0, 5, -2])
def test_a_token_that_was_changed_is_refused(door, place):
    characters = list(door.issue("camille", ["care"]))
    characters[place] = "A" if characters[place] != "A" else "B"

    with pytest.raises(Unauthenticated, match="not made by this installation"):
        door.identify(f"Bearer {''.join(characters)}")


def test_a_token_whose_signature_was_removed_is_refused(door):
    payload = door.issue("camille", ["care"]).rpartition(".")[0]

    with pytest.raises(Unauthenticated, match="signature of the token was removed"):
        door.identify(f"Bearer {payload}.SIGNATURE_REMOVED_BY_GOOGLE")


@pytest.mark.parametrize(("age", "is_valid"), [(30 * DAY - 60, True), (30 * DAY + 60, False)])
def test_a_token_is_valid_for_thirty_days(door, age, is_valid):
    class Old(Dated):
        pass

    Old.age = age
    token = URLSafeTimedSerializer(SECRET, salt="nova token", signer=Old).dumps(
        {"name": "camille", "roles": ["care"]}
    )

    if is_valid:
        assert door.identify(f"Bearer {token}").name == "camille"
    else:
        with pytest.raises(Unauthenticated, match="over 30 days old; make another: nova token"):
            door.identify(f"Bearer {token}")
