"""Consent and refusal, and what is never kept."""

from __future__ import annotations

import pytest

from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import ADDRESSES, ROWS, fields, rows, suggest_empty


@pytest.mark.parametrize(
    ("column", "field", "opted_out"),
    [
        ("Newsletter", "consent_email", False),
        ("J'accepte de recevoir la newsletter", "consent_email", False),
        ("Accepts SMS Marketing", "consent_sms", False),
        ("Accepte courrier", "consent_post", False),
        ("EMAIL_BLACKLISTED", "consent_email", True),
        ("HasOptedOutOfEmail", "consent_email", True),
        ("hasoptedoutofemail", "consent_email", True),
        ("isunsubscribed", "consent_email", True),
        ("smsoptin", "consent_sms", False),
        ("blackListPhone", "consent_phone", True),
        ("DoNotCall", "consent_phone", True),
        ("Do not mail", "consent_post", True),
        ("Kein Newsletter", "consent_email", True),
        ("Ne souhaite pas recevoir de SMS", "consent_sms", True),
        ("No desea recibir publicidad", "consent_email", True),
        ("Liste noire", "consent_email", True),
        ("unsubscribed_from_emails", "consent_email", True),
    ],
)
def test_consent_is_read_with_its_channel_and_polarity(
    column: str, field: str, opted_out: bool
) -> None:
    answered = suggest([column], rows(**{column: ["1", "0"]})).columns[column]

    assert (answered.field, answered.opted_out) == (field, opted_out)


def test_consent_to_partners_is_no_consent_to_us() -> None:
    suggestion = suggest_empty("Optin newsletter", "Optin partenaires")

    assert fields(suggestion) == {"Optin newsletter": "consent_email"}


def test_dates_of_refusal_are_when_the_person_unsubscribed() -> None:
    dated = suggest(["Unsubscribed"], rows(Unsubscribed=["2024-03-01", "2024-05-02"]))
    answered = suggest(["Unsubscribed"], rows(Unsubscribed=["yes", "no"]))

    assert dated.columns["Unsubscribed"].field == "unsubscribed_at"
    assert answered.columns["Unsubscribed"].field == "consent_email"
    assert answered.columns["Unsubscribed"].opted_out


@pytest.mark.parametrize("column", ["SMS", "Courrier", "Phone calls", "shared_phone_number"])
def test_a_channel_answered_with_yes_and_no_is_no_consent(column: str) -> None:
    """Nothing says that anybody agreed: the number may be shared, the letter may have come back."""
    sample = rows(**{"E-mail": [f"p{n}@example.org" for n in range(ROWS)], column: ["oui", "non"]})

    assert fields(suggest(["E-mail", column], sample)) == {"E-mail": "email"}


def test_secrets_and_national_identifiers_are_marked_and_never_mapped() -> None:
    columns = ["passwd", "Codice Fiscale", "IBAN", "Certificat médical", "Email"]

    suggestion = suggest_empty(*columns)

    sensitive = {name for name, column in suggestion.columns.items() if column.sensitive}
    assert sensitive == {"passwd", "Codice Fiscale", "IBAN", "Certificat médical"}
    assert fields(suggestion) == {"Email": "email"}


def test_hashes_are_secrets_whatever_their_header() -> None:
    sample = rows(Zwot=[f"{n:040x}" for n in range(10**30, 10**30 + ROWS)])

    assert suggest(["Zwot"], sample).columns["Zwot"].sensitive


def test_a_refusal_that_names_its_channel_comes_before_one_of_everything() -> None:
    sample = rows(**{"blackList": ["0", "1"], "blackListEmail": ["1", "0"]})

    assert fields(suggest(list(sample[0]), sample)) == {"blackListEmail": "consent_email"}


def test_numbers_of_payment_cards_and_accounts_are_never_kept() -> None:
    sample = rows(
        **{
            "Card number": ["4242424242424242", "5555555555554444"],
            "Compte": ["DE89370400440532013000", "FR7630006000011234567890189"],
            "Card Last4": ["4242", "4444"],
            "Email": ADDRESSES,
        }
    )

    suggestion = suggest(list(sample[0]), sample)

    dropped = {name for name, column in suggestion.columns.items() if column.sensitive}
    assert dropped == {"Card number", "Compte", "Card Last4"}
    assert fields(suggestion) == {"Email": "email"}
    assert (
        "Not kept, as secret or sensitive: “Card number”, “Compte”, “Card Last4”."
        in suggestion.issues
    )


def test_a_subscription_state_that_is_sometimes_unknown_is_consent() -> None:
    column = "Email Subscription Status"
    sample = rows(**{"Email": ADDRESSES, column: ["subscribed", "unsubscribed", "unknown"]})

    assert fields(suggest(list(sample[0]), sample)) == {"Email": "email", column: "consent_email"}


def test_questions_in_french_are_read() -> None:
    sample = rows(
        **{
            "Quelle est votre date de naissance ?": ["1965-08-06", "1987-01-30"],
            "Dans quelle ville habitez-vous ?": ["Brest", "Nantes"],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {
        "Quelle est votre date de naissance ?": "birth_date",
        "Dans quelle ville habitez-vous ?": "address_locality",
    }
