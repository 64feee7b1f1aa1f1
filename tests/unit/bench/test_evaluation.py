"""Groups against labels: what every figure on matching rests on."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.bench.evaluation import groups_in, pairs_within, pairwise

NAMES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"), min_size=8)


def test_pairs_are_counted_not_records() -> None:
    person = {"a": "Lou", "b": "Lou", "c": "Lou", "d": "Inès", "e": "Inès"}

    found = pairwise(person, {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3"})

    assert found == {"precision": 0.5, "cover": 0.25, "f1": 0.3333}


def test_a_record_without_a_group_stands_alone() -> None:
    person = {"a": "Lou", "b": "Lou", "c": "Lou"}

    assert pairwise(person, {"a": "1", "b": "1"}) == pairwise(
        person, {"a": "1", "b": "1", "c": "2"}
    )


def test_nothing_joined_is_precise_and_finds_nothing() -> None:
    assert pairwise({"a": "Lou", "b": "Lou"}, {}) == {"precision": 1.0, "cover": 0.0, "f1": 0.0}


@given(person=NAMES, group=NAMES)
def test_the_figures_are_those_of_all_pairs_listed(
    person: dict[str, str], group: dict[str, str]
) -> None:
    true = {pair for pair in combinations(sorted(person), 2) if one_of(person, pair)}
    said = {pair for pair in combinations(sorted(group), 2) if one_of(group, pair)}

    found = pairwise(person, group)

    assert found["precision"] == round(len(true & said) / len(said), 4) if said else 1.0
    assert found["cover"] == round(len(true & said) / len(true), 4) if true else 1.0
    assert pairs_within(group) == len(said)


def test_groups_are_read_from_the_first_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text("record_id,cluster_id,more\na,1,x\nb,1,y\n", encoding="utf-8")

    assert groups_in(path) == {"a": "1", "b": "1"}


def one_of(names: dict[str, str], pair: tuple[str, str]) -> bool:
    return names[pair[0]] == names[pair[1]]
