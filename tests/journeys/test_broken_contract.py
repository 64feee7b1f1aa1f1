"""A contract with mistakes stops nobody's file for good, not even its own company's."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.errors import InvalidContract
from tests.festival import crowd, export
from tests.memory import MemoryWorld

CONTRACT = """\
id: {id}
name: A company
sources:
  - id: crm
    key: id
    mapping:
      {{ id: source_id, given: given_name, family: family_name, mail: email, phone: telephone,
        zip: postal_code }}
"""


@pytest.mark.parametrize("source", ["gazette.crm", "shop.crm"])
def test_a_file_that_meets_a_broken_contract_is_read_once_that_is_mended(
    tmp_path: Path, source: str
) -> None:
    for id in ("gazette", "shop"):
        (tmp_path / f"{id}.yaml").write_text(CONTRACT.format(id=id), "utf-8")
    world = MemoryWorld(contracts=tmp_path)
    (tmp_path / "shop.yaml").write_text("id: shop\nname: [\n", "utf-8")
    world.drop(source, "people.csv", export(crowd(3)))
    (landed,) = world.outbox.waiting

    with pytest.raises(InvalidContract):
        world.deliver(landed)

    assert world.uploads(source) == []
    (tmp_path / "shop.yaml").write_text(CONTRACT.format(id="shop"), "utf-8")
    world.settle()
    assert [one.state for one in world.uploads(source)] == ["mapped"]
    assert len(world.profiles()) == 3
