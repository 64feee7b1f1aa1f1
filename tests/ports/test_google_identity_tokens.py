"""A bearer token opens the door only when Google signed it, for us, now, for a known address."""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from google.auth import crypt, jwt

from shared.adapters.google.identity_tokens import Certificates, Closed, GoogleIdentityTokens
from shared.errors import InvalidInput, Retry, Unauthenticated
from shared.model.caller import Caller

AUDIENCE = "https://console.example.org"
ROLES = {"dana@example.org": frozenset({"reviewer@eventclick"})}


class Issuer:
    """Somebody with a key and a certificate for it: Google in these tests, or an impostor."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "issuer.example.org")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self._signer = crypt.RSASigner.from_string(pem, key_id="k1")

    def token(self, **changed: object) -> str:
        """A token that is right in everything but what is changed; None leaves a claim out."""
        now = int(time.time())
        claims = {
            "iss": "https://accounts.google.com",
            "aud": AUDIENCE,
            "email": "dana@example.org",
            "email_verified": True,
            "iat": now - 5,
            "exp": now + 600,
            **changed,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(self._signer, kept).decode()


@pytest.fixture(scope="module")
def google() -> Issuer:
    return Issuer()


@pytest.fixture
def door(google: Issuer) -> GoogleIdentityTokens:
    return GoogleIdentityTokens(
        audience=AUDIENCE,
        roles_of=lambda email: ROLES.get(email, frozenset()),
        certificates=lambda: {"k1": google.certificate},
    )


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_verified_address_gets_its_roles(door, google, scheme):
    caller = door.identify(f"{scheme} {google.token(email='Dana@example.org')}")

    assert caller == Caller("dana@example.org", frozenset({"reviewer@eventclick"}))


def test_an_unknown_address_is_known_by_name_and_may_do_nothing(door, google):
    caller = door.identify(f"Bearer {google.token(email='new@example.org')}")

    assert caller == Caller("new@example.org", frozenset())


@pytest.mark.parametrize("issuer", ["accounts.google.com", "https://accounts.google.com"])
def test_both_spellings_of_google_are_accepted(door, google, issuer):
    assert door.identify(f"Bearer {google.token(iss=issuer)}").name == "dana@example.org"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"aud": "https://another.example.org"}, "audience or time is wrong"),
        ({"aud": [AUDIENCE]}, "audience or time is wrong"),
        ({"aud": None}, "audience or time is wrong"),
        ({"exp": 1_000_000_000}, "audience or time is wrong"),
        ({"exp": None}, "audience or time is wrong"),
        ({"exp": "soon"}, "audience or time is wrong"),
        ({"iat": 4_000_000_000}, "audience or time is wrong"),
        ({"iss": "https://accounts.example.org"}, "was not issued by Google"),
        ({"iss": None}, "was not issued by Google"),
        ({"email": None}, "no verified e-mail address"),
        ({"email": ""}, "no verified e-mail address"),
        ({"email": ["dana@example.org"]}, "no verified e-mail address"),
        ({"email_verified": False}, "no verified e-mail address"),
        ({"email_verified": "true"}, "no verified e-mail address"),
        ({"email_verified": None}, "no verified e-mail address"),
    ],
)
def test_a_token_wrong_in_one_claim_is_refused(door, google, changed, said):
    with pytest.raises(Unauthenticated, match=said):
        door.identify(f"Bearer {google.token(**changed)}")


def test_a_token_signed_by_somebody_else_is_refused(door):
    with pytest.raises(Unauthenticated, match="its signature, audience or time is wrong"):
        door.identify(f"Bearer {Issuer().token()}")


def test_changed_claims_under_an_old_signature_are_refused(door, google):
    header, _, signature = google.token().split(".")
    _, claims, _ = google.token(email="boss@example.org").split(".")

    with pytest.raises(Unauthenticated, match="its signature, audience or time is wrong"):
        door.identify(f"Bearer {header}.{claims}.{signature}")


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": "k1"},
        {"alg": "HS256", "kid": "k1"},
        {"alg": "ES256", "kid": "k1"},
        {"alg": ["RS256"], "kid": "k1"},
        {"alg": "RS256", "kid": ["k1"]},
        {"alg": "RS256", "kid": "k2"},
        {"kid": "k1"},
        {},
    ],
    ids=str,
)
def test_a_header_that_asks_for_another_check_is_refused(door, google, header):
    _, claims, signature = google.token().split(".")
    forged = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")

    with pytest.raises(Unauthenticated, match="its signature, audience or time is wrong"):
        door.identify(f"Bearer {forged}.{claims}.{signature}")


@pytest.mark.parametrize(
    "token", ["x", "a.b", "a.b.c", "....", "W10.W10.W10", "bnVsbA.bnVsbA.bnVsbA", "é.é.é"]
)
def test_what_is_no_token_at_all_is_refused(door, token):
    with pytest.raises(Unauthenticated, match="its signature, audience or time is wrong"):
        door.identify(f"Bearer {token}")


def test_a_token_whose_signature_google_removed_is_refused_and_told_why(door, google):
    header, claims, _ = google.token().split(".")

    with pytest.raises(Unauthenticated, match="X-Serverless-Authorization"):
        door.identify(f"Bearer {header}.{claims}.SIGNATURE_REMOVED_BY_GOOGLE")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic ZGFuYTp4", "token"])
def test_a_header_without_a_bearer_token_is_refused(door, authorization):
    with pytest.raises(Unauthenticated, match="the Authorization header must be"):
        door.identify(authorization)


def test_a_function_that_takes_no_callers_knows_nobody():
    with pytest.raises(Unauthenticated, match="this function takes no callers"):
        Closed().identify("Bearer anything")


def test_a_door_without_an_audience_is_not_built():
    with pytest.raises(InvalidInput, match="audience of identity tokens is empty"):
        GoogleIdentityTokens(audience="", roles_of=lambda _: frozenset(), certificates=dict)


class StoppedClock:
    """Time that moves when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


def test_certificates_are_fetched_once_an_hour():
    clock = StoppedClock()
    answers = iter([{"k1": "first"}, {"k2": "second"}])
    certificates = Certificates(lambda: next(answers), clock)

    assert [certificates(), certificates()] == [{"k1": "first"}] * 2
    clock.seconds = 3599
    assert certificates() == {"k1": "first"}
    clock.seconds = 3600
    assert certificates() == {"k2": "second"}


def test_certificates_that_cannot_be_fetched_are_asked_for_again():
    answers = [Retry("no network"), {"k1": "first"}]

    def fetch() -> dict[str, str]:
        answer = answers.pop(0)
        if isinstance(answer, Retry):
            raise answer
        return answer

    certificates = Certificates(fetch, StoppedClock())

    with pytest.raises(Retry, match="no network"):
        certificates()
    assert certificates() == {"k1": "first"}
