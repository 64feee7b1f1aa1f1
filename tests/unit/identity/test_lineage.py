"""Two profiles become one, or are told apart."""

from __future__ import annotations

import msgspec

from shared.identity.lineage import choose_survivor, merge, tell_apart
from shared.model.comparables import Comparables
from shared.model.profile import Link
from tests.builders import a_profile, a_record

SAME = Link(decision="same", by="reviewer")


def test_the_older_id_survives() -> None:
    old = a_profile("rcu_z", created_at="2020-01-01")
    young = a_profile("rcu_a", created_at="2026-01-01")

    assert choose_survivor(young, old) == (old, young)
    assert choose_survivor(old, young) == (old, young)


def test_a_merge_moves_records_unites_comparables_and_works_out_golden_anew() -> None:
    survivor = a_profile("rcu_1", "r1", comparables=Comparables(emails=("a@example.org",)))
    absorbed = a_profile("rcu_2", "r2", comparables=Comparables(emails=("b@example.org",)))
    records = {
        "r1": a_record("C1", rcu="rcu_1", claims={"email": "a@example.org"}),
        "r2": a_record("C2", rcu="rcu_2", claims={"mobile": "+33639981122"}),
    }

    merged, alias, moved = merge(survivor, absorbed, records, link=SAME)

    assert [member.record for member in merged.members] == ["r1", "r2"]
    assert merged.comparables.emails == ("a@example.org", "b@example.org")
    assert {name: one.value for name, one in merged.golden.items()} == {
        "email": "a@example.org",
        "mobile": "+33639981122",
    }
    assert moved == {"r2": msgspec.structs.replace(records["r2"], rcu="rcu_1", link=SAME)}
    assert alias.alias_of == "rcu_1"
    assert alias.members == absorbed.members, "what was merged can be told apart again"


def test_a_merged_profile_is_no_relation_of_itself() -> None:
    survivor = a_profile("rcu_1", households=("rcu_2", "rcu_3"))
    absorbed = a_profile("rcu_2", households=("rcu_1", "rcu_4"), different=("rcu_5",))

    merged, _, _ = merge(survivor, absorbed, {}, link=SAME)

    assert merged.households == ("rcu_3", "rcu_4")
    assert merged.different == ("rcu_5",)


def test_people_told_apart_may_share_a_home() -> None:
    profile, other = a_profile("rcu_1"), a_profile("rcu_2")

    spouse = tell_apart(profile, other, household=True)
    stranger = tell_apart(spouse, other, household=False)

    assert (spouse.different, spouse.households) == (("rcu_2",), ("rcu_2",))
    assert (stranger.different, stranger.households) == (("rcu_2",), ())
