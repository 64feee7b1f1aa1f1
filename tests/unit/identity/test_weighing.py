"""Weights are learnt from a sample of the base, and hold for all of it."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from shared.identity.learning import Learning
from shared.identity.weights import Weights, completed, shipped
from shared.model.profile import Record
from shared.rules.landed_names import sample_name
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld


def test_what_was_not_learnt_is_expected_of_the_whole_base() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    world.drop(SOURCES[0], "export.csv", export(crowd(2_000)))
    world.settle()
    scales = replace(world.app.scales, kept={})

    Learning(scales, enough=500).learn()

    weights = scales.current()
    expected = shipped().match_rate / 2_000
    assert weights.population < 700
    assert weights.match_rate / weights.population == pytest.approx(expected, rel=0.2)


def test_a_source_that_has_come_since_is_learnt_from_though_the_base_hardly_grew() -> None:
    people = crowd(3_000)
    world = MemoryWorld(contracts=CONTRACTS)
    world.drop(SOURCES[0], "export.csv", export(people))
    world.settle()
    first = Learning(world.app.scales).learn()
    assert first is not None
    assert first.sources == (SOURCES[0],)
    assert Learning(world.app.scales).learn() is None

    world.drop(SOURCES[1], "some.csv", export(people[:100], source=SOURCES[1]))
    world.settle()
    assert Learning(world.app.scales).learn() is None  # too few to say anything of it
    world.drop(SOURCES[1], "more.csv", export(people[100:600], source=SOURCES[1]))
    world.settle()
    second = Learning(world.app.scales).learn()

    assert second is not None
    assert second.sources == tuple(sorted(SOURCES[:2]))
    assert Learning(world.app.scales).learn() is None


def test_a_sample_is_no_source_that_has_come() -> None:
    people = crowd(3_000)
    world = MemoryWorld(contracts=CONTRACTS)
    world.drop(SOURCES[0], "export.csv", export(people))
    world.settle()
    Learning(world.app.scales).learn()

    trial = export(people[:600], source=SOURCES[1])
    world.drop(SOURCES[1], sample_name("trial.csv", 600), trial)
    world.settle()
    assert Learning(world.app.scales).learn() is None
    world.drop(SOURCES[1], "whole.csv", export(people[:700], source=SOURCES[1]))
    world.settle()
    assert Learning(world.app.scales).learn() is not None


def test_a_source_of_which_none_was_drawn_is_not_learnt_from_for_ever() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    world.drop(SOURCES[0], "export.csv", export(crowd(1_000)))
    world.settle()
    learning = Learning(world.app.scales, enough=1)

    first = learning.learn()

    assert first is not None
    assert first.sources == (SOURCES[0],)
    assert learning.learn() is None


def test_what_was_learnt_of_a_source_weighs_in_its_decisions_and_in_its_doubts() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    people = crowd(2)
    world.drop(SOURCES[0], "export.csv", export(people))
    world.settle()
    learnt = {SOURCES[1]: {"telephone": 0.4, "email": 0.5}}
    world.put_in_force(msgspec.structs.replace(shipped(), version="w1", trust=learnt))

    doubtful = {**people[1], "given": "", "mail": "", "zip": "31000"}
    world.drop(SOURCES[1], "shop.csv", export([people[0], doubtful], source=SOURCES[1]))
    world.settle()

    records = [one.value for _, one in world.app.documents.find(Record)]
    (linked,) = [one for one in records if one.link.decision == "link"]
    trusted = {one.field: one.trust for one in linked.link.evidence}
    assert (trusted["telephone"], trusted["email"], trusted["postal_code"]) == (0.4, 0.5, 1.0)
    (review,) = world.app.reviewing.waiting()
    assert {one.field: one.trust for one in review.evidence}["telephone"] == 0.4

    learnt = {SOURCES[1]: {"telephone": 0.6, "email": 0.5}}
    world.put_in_force(msgspec.structs.replace(shipped(), version="w2", trust=learnt))
    world.app.settling.look_again()
    (review,) = world.app.reviewing.waiting()
    assert {one.field: one.trust for one in review.evidence}["telephone"] == 0.6


def test_weights_of_before_a_field_was_compared_are_completed() -> None:
    start = shipped()
    older = replace_tables(start, without="job_title")

    assert completed(older) == start
    assert completed(start) is start


def replace_tables(weights: Weights, *, without: str) -> Weights:
    tables = {
        name: {field: one for field, one in getattr(weights, name).items() if field != without}
        for name in ("match", "household", "unrelated")
    }
    return msgspec.structs.replace(weights, **tables)
