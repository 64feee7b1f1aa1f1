"""The French department a postal code says is shown with a profile, and never claimed."""

from __future__ import annotations

from pathlib import Path

from tests.memory import MemoryWorld

CONTRACT = """
id: acme
name: Acme
country: {country}
sources:
  - id: crm
    key: id
    mapping: {{ id: source_id, nom: family_name, cp: postal_code, pays: address_country }}
"""
EXPORT = b"id;nom;cp;pays\n1;Paz;20090;\n2;Lune;97400;RE\n3;Muster;50667;DE\n4;Mai;;\n"


def departments(folder: Path, country: str) -> dict[str, str]:
    (folder / "acme.yaml").write_text(CONTRACT.format(country=country))
    world = MemoryWorld(contracts=folder)
    world.load("acme.crm", "people.csv", EXPORT)
    views = [world.app.viewing.view(one.rcu) for one in world.profiles()]
    assert all("address_region" not in one.profile.golden for one in views)
    return {one.profile.golden["family_name"].value: one.department for one in views}


def test_the_department_is_that_of_the_rows_country_or_the_companys(tmp_path: Path) -> None:
    assert departments(tmp_path, "FR") == {"Paz": "2A", "Lune": "974", "Muster": "", "Mai": ""}


def test_a_company_elsewhere_has_no_departments(tmp_path: Path) -> None:
    assert departments(tmp_path, "DE")["Paz"] == ""
