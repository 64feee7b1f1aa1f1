"""A later file that differs is noticed: new, missing, renamed and retyped columns."""

from __future__ import annotations

from collections.abc import Mapping

from shared.ingest.drift import Drift, find_drift
from shared.model.upload import MappedColumn

ADOPTED = {
    "ref": MappedColumn(field="source_id"),
    "mel": MappedColumn(field="email"),
    "cp": MappedColumn(field="postal_code"),
    "note": MappedColumn(field="extension"),
}


def drift_of(*columns: str, **values: str) -> Drift:
    """What is noticed of twenty rows; `{n}` in a value is the row's number."""
    sample: list[Mapping[str, str]] = [
        {name: values.get(name, "").format(n=f"{number:02d}") for name in columns}
        for number in range(20)
    ]
    return find_drift(columns, sample, adopted=ADOPTED, said={}, entity="contacts")


SAME = {"ref": "{n}", "mel": "lou{n}@example.org", "cp": "690{n}", "note": "x"}


def test_the_same_columns_in_any_order_are_no_drift() -> None:
    assert not drift_of("note", "cp", "mel", "ref", **SAME)


def test_new_and_missing_columns_are_named() -> None:
    drift = drift_of("ref", "mel", "note", "taille", **SAME, taille="{n}")

    assert (drift.new, drift.gone) == (("taille",), ("cp",))
    assert drift.renamed == {}


def test_a_new_column_that_means_what_a_missing_one_meant_is_proposed() -> None:
    drift = drift_of("ref", "courriel", "cp", "note", **SAME, courriel="lou{n}@example.org")

    assert drift.renamed == {"courriel": "mel"}
    assert any("under another name" in sentence for sentence in drift.in_words())


def test_a_column_whose_values_contradict_its_field_is_said() -> None:
    drift = drift_of("ref", "mel", "cp", "note", **{**SAME, "mel": "oui", "cp": "Lyon {n} rue"})

    assert drift.retyped == {"mel": "email", "cp": "postal_code"}


def test_an_empty_column_contradicts_nothing() -> None:
    assert drift_of("ref", "mel", "cp", "note", **{**SAME, "mel": ""}).retyped == {}


def test_a_column_that_only_the_contract_names_is_no_change() -> None:
    sample = [{name: value.format(n="03") for name, value in SAME.items()}] * 20
    said = {"naissance": MappedColumn(field="birth_date")}

    assert not find_drift(list(SAME), sample, adopted=ADOPTED, said=said, entity="contacts")
