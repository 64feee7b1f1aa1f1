"""People's and towns' names."""

from __future__ import annotations

import pytest

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.name import (
    NameParts,
    clean,
    clean_honorific,
    clean_locality,
    fold,
    split_full_name,
)


@pytest.mark.parametrize(
    ("cell", "cased"),
    [
        ("QUESNOY", "Quesnoy"),
        ("quesnoy", "Quesnoy"),
        ("ANNE-MARIE", "Anne-Marie"),
        ("D'ALBRET", "D'Albret"),
        ("O'NEIL", "O'Neil"),
        ("MCALLAN", "McAllan"),
        ("DE LA TOUR", "de la Tour"),
        ("VAN DEN BERG", "van den Berg"),
        ("VON TRAPP", "von Trapp"),
        ("LE GOFF", "Le Goff"),
        ("DI STEFANO", "Di Stefano"),
        ("ÉLÉONORE", "Éléonore"),
        ("FRANçOISE", "Françoise"),
        ("AL", "Al"),
    ],
)
def test_a_name_in_one_case_gets_its_usual_capitals(cell: str, cased: str) -> None:
    """Particles stay small, and the change is noted."""
    assert clean(cell) == Cleaned(cased, "case")


@pytest.mark.parametrize("cell", ["Quesnoy", "McAllan", "de La Tour", "LeRoy", "王小明", "A"])
def test_a_name_somebody_cased_stays(cell: str) -> None:
    """Mixed case is somebody's own spelling."""
    assert clean(cell) == Cleaned(cell)


def test_stray_spaces_quotes_and_invisible_characters_go() -> None:
    """Two cells that look alike are alike."""
    assert clean(' "Anne\u200b  \u00a0Marie", ') == Cleaned("Anne Marie")
    assert clean("Ele\u0301onore") == Cleaned("Eléonore")


@pytest.mark.parametrize(
    "cell", ["test", "XXX", "nc", "Inconnu", "unknown", "Prénom", "Nom", "client", ".", "test test"]
)
def test_form_fillers_are_placeholders(cell: str) -> None:
    """What gets a form past its check is nobody's name."""
    assert clean(cell) == PLACEHOLDER


@pytest.mark.parametrize("cell", ["Na", "Nan", "Testard", "Nomen", "Xu"])
def test_real_names_that_resemble_fillers_stay(cell: str) -> None:
    """Short and rare names are people's too."""
    assert clean(cell) == Cleaned(cell)


def test_what_is_no_name_is_set_aside_with_its_reason() -> None:
    """An address or a number in a name column is a slip the report should show."""
    assert clean("ana@example.org") == Cleaned(None, "an e-mail address, not a name")
    assert clean("12345") == Cleaned(None, "no letters in the name")
    assert clean("   ") == EMPTY


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("SAINT-DENIS-LES-BOURG", Cleaned("Saint-Denis-les-Bourg", "case")),
        ("LE HAVRE", Cleaned("Le Havre", "case")),
        ("VILLENEUVE D'ASCQ", Cleaned("Villeneuve d'Ascq", "case")),
        ("frankfurt am main", Cleaned("Frankfurt am Main", "case")),
        ("LYON CEDEX 03", Cleaned("Lyon", "CEDEX removed")),
        ("Rouen", Cleaned("Rouen")),
        ("n/a", PLACEHOLDER),
    ],
)
def test_towns_are_cased_and_lose_their_sorting_mark(cell: str, expected: Cleaned) -> None:
    """A town's first article is capital, its links are small."""
    assert clean_locality(cell) == expected


def test_an_honorific_is_kept_as_written_and_a_code_is_not_one() -> None:
    """Only its own system knows what title 1 is."""
    assert clean_honorific(" Mme ") == Cleaned("Mme")
    assert clean_honorific("1") == Cleaned(None, "a code, not a title")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éléonore D’Arc-Müller", "eleonore d arc muller"),
        ("ŒUVRE", "oeuvre"),
        ("Straße", "strasse"),
        ("Łukasz", "lukasz"),
        ("Nguyễn", "nguyen"),
        ("e\u0301a", "ea"),
        ("Anne 😀 2", "anne"),
        ("", ""),
    ],
)
def test_folding_leaves_letters_and_single_spaces(text: str, folded: str) -> None:
    """Comparison sees a to z, whatever the alphabet and the accents."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anne Quesnoy", NameParts(given="Anne", family="Quesnoy")),
        ("QUESNOY Anne", NameParts(given="Anne", family="Quesnoy")),
        ("LE GOFF Anne", NameParts(given="Anne", family="Le Goff")),
        ("Anne QUESNOY", NameParts(given="Anne", family="Quesnoy")),
        ("ANNE QUESNOY", NameParts(given="Anne", family="Quesnoy")),
        ("Quesnoy, Anne", NameParts(given="Anne", family="Quesnoy")),
        ("J.P. Quesnoy", NameParts(given="J.P.", family="Quesnoy")),
        ("Anne de la Tour", NameParts(given="Anne", family="de la Tour")),
        ("Mme Anne Quesnoy", NameParts(given="Anne", family="Quesnoy", honorific="Mme")),
        ("M. Quesnoy", NameParts(family="Quesnoy", honorific="M.")),
        ("M. et Mme Quesnoy", NameParts(family="Quesnoy", honorific="M. et Mme")),
        (
            "Herr Dr. Hans Müller",
            NameParts(given="Hans", family="Müller", honorific="Herr Dr."),
        ),
        ("Hank Quesnoy Jr.", NameParts(given="Hank", family="Quesnoy", suffix="Jr.")),
        ("Anne", NameParts()),
        ("test", NameParts()),
        ("ana@example.org", NameParts()),
        ("", NameParts()),
    ],
)
def test_a_full_name_is_taken_apart_by_what_it_shows(text: str, expected: NameParts) -> None:
    """Commas, capitals, particles and honorifics tell; nothing is guessed from one word."""
    assert split_full_name(text, family_first=None) == expected


def test_the_column_tells_the_order_where_the_name_does_not() -> None:
    """Without capitals or a comma, `family_first` decides."""
    assert split_full_name("Quesnoy Anne Lise", family_first=True) == NameParts(
        given="Anne Lise", family="Quesnoy"
    )
    assert split_full_name("Le Goff Anne", family_first=True) == NameParts(
        given="Anne", family="Le Goff"
    )
    assert split_full_name("Quesnoy ANNE", family_first=True) == NameParts(
        given="Quesnoy", family="Anne"
    )
