"""E-mail addresses as cells hold them."""

from __future__ import annotations

import pytest

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.email import clean

AROUND = "text around the address removed"
SEVERAL = "several addresses: the first was kept"
NOT_ONE = Cleaned(None, "not an e-mail address")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ana@example.org", Cleaned("ana@example.org")),
        (" ana@example.org ", Cleaned("ana@example.org")),
        ("Ana.Rossi@Example.ORG", Cleaned("ana.rossi@example.org", "case")),
        ("ana+news@shop.example", Cleaned("ana+news@shop.example")),
        ("a.n.a@host.test", Cleaned("a.n.a@host.test")),
        ("o'neil@example.org", Cleaned("o'neil@example.org")),
        ("hélène@example.org", Cleaned("hélène@example.org")),
        ("ana@exämple.org", Cleaned("ana@xn--exmple-cua.org", "domain written in ASCII")),
        ("mailto:ana@example.org", Cleaned("ana@example.org", AROUND)),
        ("Rossi, Ana <Ana@example.org>", Cleaned("ana@example.org", AROUND)),
        ("ana@example.org;", Cleaned("ana@example.org", AROUND)),
        ("'ana@example.org", Cleaned("ana@example.org", AROUND)),
        ("mail : ana@example.org", Cleaned("ana@example.org", AROUND)),
        ("ana@example.org (home)", Cleaned("ana@example.org", AROUND)),
        ("ana@example.org, bea@example.org", Cleaned("ana@example.org", SEVERAL)),
        ("ana@example.org/bea@example.org", Cleaned("ana@example.org", SEVERAL)),
        ("contact@example.org", Cleaned("contact@example.org", "role address")),
        ("Accueil@Example.org", Cleaned("accueil@example.org", "role address")),
    ],
)
def test_an_address_is_found_and_written_one_way(cell: str, expected: Cleaned) -> None:
    """Case, wrapping and neighbours go; tags and dots stay."""
    assert clean(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["ana", "ana@", "@example.org", "ana@example", "ana@@example.org", "ana@example..org",
     ".@example.org", "ana@-example.org", "a" * 65 + "@example.org", "ana@" + "b" * 250 + ".org"],
)  # fmt: skip
def test_what_cannot_be_written_to_is_set_aside(cell: str) -> None:
    """A broken address is no address."""
    assert clean(cell) == NOT_ONE


@pytest.mark.parametrize("cell", ["ana rossi@example.org", "ana,rossi@example.org"])
def test_the_end_of_a_broken_address_is_not_taken_for_somebody_elses(cell: str) -> None:
    """`rossi@example.org` would be another person: nothing is invented."""
    assert clean(cell) == NOT_ONE


@pytest.mark.parametrize(
    "cell",
    ["test@test.com", "noreply@example.org", "No-Reply@example.org", "none@none.com", "a@a.fr",
     "xx@xx.com", "aaa@aa.fr", "nc@nc.fr", "nomail@example.org", "n/a", "-", "null"],
)  # fmt: skip
def test_addresses_of_nobody_are_placeholders(cell: str) -> None:
    """What gets a form past its check is not an address."""
    assert clean(cell) == PLACEHOLDER


@pytest.mark.parametrize(
    "cell", ["ana@ana.example", "aline@a.test", "test@example.org", "x@ab.test"]
)
def test_addresses_that_only_look_odd_are_kept(cell: str) -> None:
    """A family's own domain is real; so may be a tester's mailbox."""
    assert clean(cell) == Cleaned(cell)


def test_an_empty_cell_says_nothing() -> None:
    """Blank is empty, and no note is due."""
    assert clean("  \u00a0 ") == EMPTY


@pytest.mark.parametrize(
    ("domain", "meant"),
    [("gmial.com", "gmail.com"), ("hotmal.fr", "hotmail.fr"), ("yaho.fr", "yahoo.fr")],
)
def test_a_slip_in_a_well_known_domain_is_proposed_and_not_mended(domain: str, meant: str) -> None:
    assert clean(f"lou@{domain}") == Cleaned(f"lou@{domain}", f"is the domain {meant}?")


@pytest.mark.parametrize(
    "domain", ["gmail.com", "ymail.com", "outlook.de", "example.org", "free.fr"]
)
def test_domains_that_exist_are_no_slips(domain: str) -> None:
    assert clean(f"lou@{domain}") == Cleaned(f"lou@{domain}")
