from __future__ import annotations

import pytest

from shared.ingest.meaning.detectors import fit, likely_field
from shared.ingest.meaning.profiles import MOST_VALUES, is_date, is_phone, profile_of
from shared.ingest.meaning.secrets import held_secret


def test_placeholders_are_not_values() -> None:
    profile = profile_of(["", "n/a", "0000-00-00", "-", "NULL", " 75002 "])

    assert profile.values == ("75002",)
    assert profile.filled == 1


def test_a_column_of_placeholders_says_nothing_about_any_field() -> None:
    profile = profile_of(["", "n.v.", "0/0/00"])

    assert profile.is_empty
    assert fit("birth_date", profile) is None


def test_a_long_column_is_sampled_evenly() -> None:
    profile = profile_of([str(number) for number in range(1000)])

    assert len(profile.values) == MOST_VALUES
    assert profile.filled == 1000
    assert int(profile.values[-1]) > 900


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-01",
        "2024-03-01T10:00:00Z",
        "01/03/2024",
        "1.3.24",
        "12-04-2022 09:30",
        "21 Mar 2019",
        "June 23, 2025 05:54 PM",
        "3 de marzo de 2024",
        "20240301",
        "1709280000",
    ],
)
def test_dates_are_known_as_products_write_them(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize("value", ["75002", "12.50", "06 39 98 12 34", "10:30", "Mars", ""])
def test_other_values_are_no_dates(value: str) -> None:
    assert not is_date(value)


@pytest.mark.parametrize("value", ["+33 6 39 98 12 34", "01.99.00.12.34", "(206) 555-0136"])
def test_phones_are_known_in_national_and_international_form(value: str) -> None:
    assert is_phone(value)


@pytest.mark.parametrize("value", ["2024-03-01", "12345", "12 rue des Essais", "a@example.org"])
def test_other_values_are_no_phones(value: str) -> None:
    assert not is_phone(value)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("email", ["lea@example.org", "hugo@example.net"]),
        ("mobile", ["06 39 98 12 34", "+33639981235"]),
        ("postal_code", ["01000", "S2 2YX", "'48103", "2A004"]),
        ("address_country", ["France", "Suisse"]),
        ("birth_date", ["1980-02-03", "12/05/1975"]),
        ("gender", ["M", "F", "F"]),
        ("honorific_prefix", ["Mme", "M."]),
        ("preferred_language", ["fr_FR", "en"]),
        ("consent_email", ["oui", "non", "oui"]),
        ("amount", ["45,00 €", "1 200.50", "-3"]),
        ("currency", ["EUR", "CHF"]),
        ("url", ["https://www.example.org/a"]),
    ],
)
def test_values_fit_their_field(field: str, values: list[str]) -> None:
    fitting = fit(field, profile_of(values))

    assert fitting is not None
    assert fitting >= 0.75


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("email", ["1", "0"]),
        ("telephone", ["2024-03-01"]),
        ("address_region", ["enabled", "disabled", "invited"]),
        ("given_name", ["#1001", "#1002"]),
        ("birth_date", ["2024-11-16", "2025-06-23"]),
        ("consent_email", ["Summer campaign 2024 launch", "Winter sale for members only"] * 5),
        ("source_id", ["2024-03-01", "2024-03-02"]),
        ("interaction_at", ["Web", "Box office"]),
    ],
)
def test_values_contradict_another_field(field: str, values: list[str]) -> None:
    fitting = fit(field, profile_of(values))

    assert fitting is not None
    assert fitting < 0.5


def test_a_key_that_repeats_is_no_row_key() -> None:
    repeated = fit("source_id", profile_of(["7", "8"] * 10))
    unique = fit("source_id", profile_of([str(number) for number in range(20)]))

    assert repeated is not None
    assert unique is not None
    assert repeated < unique


def test_values_alone_speak_for_e_mails_phones_and_forms_of_address() -> None:
    emails = likely_field(profile_of([f"p{n}@example.org" for n in range(5)]))
    phones = likely_field(profile_of([f"+3363998123{n}" for n in range(5)]))
    forms = likely_field(profile_of(["Herr", "Frau", "Herr"]))

    assert emails == ("email", 1.0, "e-mail addresses")
    assert phones == ("telephone", 1.0, "phone numbers")
    assert forms == ("honorific_prefix", 1.0, "forms of address")


def test_values_alone_do_not_speak_for_numbers_dates_or_two_values() -> None:
    assert likely_field(profile_of(["75002", "69003", "13001"])) is None
    assert likely_field(profile_of(["1980-02-03"] * 3)) is None
    assert likely_field(profile_of(["a@example.org", "b@example.org"])) is None


def test_password_hashes_are_known_as_secrets() -> None:
    hashes = profile_of(["$2y$10$abcdefghijklmnop", "0d630f53825eaaf45f018e28c2e2b323"])

    assert held_secret(hashes) == "password"
    assert held_secret(profile_of(["lea", "hugo"])) is None
