"""Headers of the languages beside the first five: Dutch, Polish, Portuguese, Russian."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shared.ingest.meaning.headers import read_headers
from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import ROWS, fields, suggest_empty

LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "pt": {
        "Nome próprio": "given_name",
        "Apelido": "family_name",
        "Telemóvel": "mobile",
        "Correio eletrónico": "email",
        "Data de nascimento": "birth_date",
        "Morada": "street_address",
        "Código postal": "postal_code",
        "Localidade": "address_locality",
        "País": "address_country",
        "Género": "gender",
        "Profissão": "job_title",
        "Empresa": "works_for",
        "Criado em": "created_at",
    },
    "pl": {
        "Imię": "given_name",
        "Nazwisko": "family_name",
        "Telefon": "telephone",
        "Adres e-mail": "email",
        "Data urodzenia": "birth_date",
        "Ulica": "street_address",
        "Kod pocztowy": "postal_code",
        "Miasto": "address_locality",
        "Płeć": "gender",
        "Firma": "works_for",
        "Data utworzenia": "created_at",
    },
    "nl": {
        "Voornaam": "given_name",
        "Achternaam": "family_name",
        "Geboortedatum": "birth_date",
        "Telefoonnummer": "telephone",
        "Mobiel": "mobile",
        "E-mailadres": "email",
        "Straat": "street_address",
        "Postcode": "postal_code",
        "Woonplaats": "address_locality",
        "Geslacht": "gender",
        "Aangemaakt op": "created_at",
        "Klantnummer": "source_id",
    },
    "ru": {
        "Имя": "given_name",
        "Фамилия": "family_name",
        "Телефон": "telephone",
        "Электронная почта": "email",
        "Дата рождения": "birth_date",
        "Индекс": "postal_code",
        "Город": "address_locality",
        "Страна": "address_country",
        "Пол": "gender",
        "Должность": "job_title",
    },
}


@pytest.mark.parametrize("language", LAYOUTS)
def test_contact_columns_are_recognised_in_further_languages(language: str) -> None:
    suggestion = suggest_empty(*LAYOUTS[language])

    assert fields(suggestion) == LAYOUTS[language]
    assert suggestion.header_language == language


def test_glued_capitals_are_cut_in_cyrillic_too() -> None:
    assert fields(suggest_empty("ДатаРождения", "НомерТелефона", "Фамилия")) == {
        "ДатаРождения": "birth_date",
        "НомерТелефона": "telephone",
        "Фамилия": "family_name",
    }


@pytest.mark.parametrize("header", ["NIF", "Nº contribuinte", "PESEL", "BSN", "Паспорт"])
def test_national_numbers_are_dropped_in_every_language(header: str) -> None:
    table = [{"E-mail": f"p{n}@example.org", header: f"{n}0000{n}"} for n in range(ROWS)]

    assert suggest(["E-mail", header], table).columns[header].sensitive


@pytest.mark.parametrize("beside", ["Cognome", "Telemóvel", "Nazwisko", "Фамилия"])
def test_a_word_may_mean_one_thing_in_several_languages(beside: str) -> None:
    headers, _ = read_headers(["Data", beside])

    assert "date" in headers[0].concepts
