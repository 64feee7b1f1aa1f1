from __future__ import annotations

import pytest

from shared.ingest.meaning.headers import read_headers, split_words


def words(column: str) -> list[str]:
    return [word.text for word in split_words(column)]


def terms(column: str, *, beside: tuple[str, ...] = ()) -> list[str]:
    headers, _ = read_headers([column, *beside])
    return [term.text for term in headers[0].terms]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("homeZipCode", ["home", "zip", "code"]),
        ("DATE_DE_NAISSANCE", ["date", "de", "naissance"]),
        ("Straße privat", ["strasse", "privat"]),
        ("Address2", ["address", "2"]),
        ("Order #", ["order", "numero"]),
        ("N° de commande", ["numero", "de", "commande"]),
        ("Inscrit(e) le", ["inscrit", "le"]),
        ("Birthdate__c", ["birthdate"]),
        ("FL[@val='First Name']", ["first", "name"]),
        ("Company#2", ["company"]),
        ("Kund:in", ["kund"]),
    ],
)
def test_a_column_name_is_cut_into_folded_words(column: str, expected: list[str]) -> None:
    assert words(column) == expected


def test_bracketed_words_and_outer_json_names_are_asides() -> None:
    in_brackets = split_words("Straße (geschäftlich)")
    nested = split_words("answers.email")

    assert [(w.text, w.soft) for w in in_brackets] == [("strasse", False), ("geschaftlich", True)]
    assert [(w.text, w.soft) for w in nested] == [("answers", True), ("email", False)]


def test_a_header_of_brackets_only_keeps_them_as_its_words() -> None:
    assert [(w.text, w.soft) for w in split_words("[Email]")] == [("email", False)]


def test_the_longest_known_terms_are_found_and_small_words_dropped() -> None:
    assert terms("Adresse e-mail du client") == ["adresse e mail", "client"]
    assert terms("MailingPostalCode", beside=("FirstName", "LastName")) == [
        "mailing",
        "postal code",
    ]


def test_glued_words_are_cut_into_known_ones() -> None:
    assert terms("telefonnummerprivat") == ["telefonnummer", "privat"]
    assert terms("nomparticipant") == ["nom", "participant"]


def test_a_word_without_meaning_stays_whole_and_unknown() -> None:
    headers, language = read_headers(["Blorbgrumf"])

    assert [(term.text, term.concepts) for term in headers[0].terms] == [
        ("blorbgrumf", frozenset())
    ]
    assert language is None


def test_a_last_at_or_on_says_that_the_column_is_a_time() -> None:
    headers, _ = read_headers(["Paid at", "First name"])

    assert headers[0].concepts >= {"payment", "date"}


@pytest.mark.parametrize(
    ("columns", "language"),
    [
        (["Prénom", "Ville", "Code postal"], "fr"),
        (["Vorname", "Straße", "PLZ"], "de"),
        (["Apellidos", "Correo electrónico", "Móvil"], "es"),
        (["Cognome", "Indirizzo", "Cellulare"], "it"),
        (["First name", "Street", "Zip code"], "en"),
        (["Achternaam", "Woonplaats"], "nl"),
        (["Nazwisko", "Miasto"], "pl"),
        (["Telemóvel", "Morada"], "pt"),
        (["Фамилия", "Город"], "ru"),
        (["x1", "x2"], None),
    ],
)
def test_the_header_language_is_voted(columns: list[str], language: str | None) -> None:
    assert read_headers(columns)[1] == language


def test_false_friends_mean_something_in_their_own_language_only() -> None:
    italian, _ = read_headers(["Data", "Cognome", "Indirizzo"])
    english, _ = read_headers(["Data", "First name", "Street"])

    assert "date" in italian[0].concepts
    assert "date" not in english[0].concepts


def test_a_prefix_without_meaning_that_many_headers_share_is_dropped() -> None:
    columns = ["wx_email", "wx_firstname", "wx_city", "wx_zip"]

    headers, _ = read_headers(columns)

    assert [[term.text for term in header.terms] for header in headers] == [
        ["email"],
        ["firstname"],
        ["city"],
        ["zip"],
    ]


def test_letters_glued_before_all_headers_are_dropped() -> None:
    columns = ["dsnombre", "dsapellidos", "dstelefono", "dsciudad", "dsemail"]

    headers, language = read_headers(columns)

    assert [header.terms[0].text for header in headers] == [
        "nombre",
        "apellidos",
        "telefono",
        "ciudad",
        "email",
    ]
    assert language == "es"


def test_repeats_questions_and_nesting_are_marked() -> None:
    columns = ["Company", "Company#2", "How did you hear about us?", "customer.address.zip"]

    headers, _ = read_headers(columns)

    assert [header.is_repeat for header in headers] == [False, True, False, False]
    assert [header.is_question for header in headers] == [False, False, True, False]
    assert [header.depth for header in headers] == [0, 0, 0, 2]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("isunsubscribed", ["is unsubscribed"]),
        ("hasoptedout", ["has opted out"]),
        ("HASOPTEDOUTOFEMAIL", ["has opted out", "email"]),
        ("isemailoptedout", ["email", "opted out"]),
        ("emailoptin", ["email", "optin"]),
        ("modifiedon", ["modified on"]),
        ("stateorprovince", ["state province"]),
        ("island", ["island"]),
        ("a" * 5000, ["a" * 5000]),
    ],
)
def test_words_glued_with_small_ones_are_cut_too(column: str, expected: list[str]) -> None:
    assert terms(column) == expected


def test_the_mark_of_an_xml_attribute_says_nothing() -> None:
    assert words("@nom") == ["nom"]
    assert words("@lastName") == ["last", "name"]
    assert [(w.text, w.soft) for w in split_words("location@zipCode")] == [
        ("location", True),
        ("zip", False),
        ("code", False),
    ]
    assert words("Adresse @") == ["adresse", "email"]


def test_an_outer_name_speaks_where_the_inner_one_says_nothing() -> None:
    headers, _ = read_headers(["emails[].value", "owner.email"])

    assert [(term.text, term.soft) for term in headers[0].terms] == [
        ("emails", False),
        ("value", False),
    ]
    assert [term.soft for term in headers[1].terms] == [True, False]


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("Addresse", "address"),
        ("Telepone", "phone"),
        ("Prenon", "given"),
        ("Strase", "street"),
        ("Newsleter", "newsletter"),
    ],
)
def test_a_slip_in_a_word_for_peoples_details_is_that_word(header: str, concept: str) -> None:
    ((first, *_), _) = read_headers([header])

    assert concept in first.concepts


@pytest.mark.parametrize("header", ["Caisse", "Filiere", "Parrain", "Vestiaire"])
def test_other_words_are_not_bent_into_ours(header: str) -> None:
    ((first, *_), _) = read_headers([header])

    assert not first.concepts & {"address", "phone", "given", "family", "street", "city", "email"}
