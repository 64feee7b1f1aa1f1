"""`nova merge`, `split` and `undo`: how far a decision reaches first, then it is carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.test_commands import EXPORT, Nova


@pytest.fixture
def nova(tmp_path: Path) -> Nova:
    """An installation that has taken an export of three people."""
    nova = Nova(tmp_path)
    nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))
    return nova


def test_a_merge_is_told_first_carried_out_and_undone(nova: Nova) -> None:
    one, other = (
        nova.json("profile", "--record", f"eventclick.crm:{id}", "--purpose", "audit")["rcu"]
        for id in ("1", "2")
    )
    refused, _, said = nova.run("merge", one, other)
    tried = nova.json("merge", one, other, "--dry-run")
    merged = nova.json("merge", one, other, "--yes")
    (made,) = nova.json("undo")["decisions"]
    stands = nova.json("explain", other, "--purpose", "audit")
    undone = nova.json("undo", merged["decision"], "--yes")

    assert refused == 2
    assert "--yes" in said
    assert not tried["decided"]
    assert tried["reach"] == merged["reach"]
    assert merged["reach"]["records_moved"] == 1
    assert {merged["kept"], merged["other"]} == {one, other}
    assert (made["decision"], made["act"], made["undone"]) == (merged["decision"], "merge", False)
    assert stands["rcu"] == merged["kept"]
    assert len(stands["records"]) == 2
    assert undone["undoes"] == merged["decision"]
    for id in (one, other):
        assert nova.json("explain", id, "--purpose", "audit")["rcu"] == id


def test_a_split_gives_a_new_id_and_is_undone(nova: Nova) -> None:
    one, other = (
        nova.json("profile", "--record", f"eventclick.crm:{id}", "--purpose", "audit")["rcu"]
        for id in ("1", "2")
    )
    kept = nova.json("merge", one, other, "--yes")["kept"]
    split = nova.json("split", kept, "--record", "eventclick.crm:2", "--yes")
    apart = nova.json("profile", "--record", "eventclick.crm:2", "--purpose", "audit")["rcu"]
    code, _, said = nova.run("merge", kept, apart, "--yes")
    nova.json("undo", split["decision"], "--yes")

    assert split["other"] == apart
    assert apart not in (one, other)
    assert code == 1
    assert "different people" in said
    assert nova.json("explain", apart, "--purpose", "audit")["rcu"] == kept
