"""Plans a split: records leave a profile for a new one, and the two are told apart for ever."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from shared.identity.lineage import tell_apart
from shared.identity.separating import Separating
from shared.identity.uniting import Plan, Uniting
from shared.model.profile import Link, Profile
from shared.model.ruling import Ruling
from shared.ports import Stored


def split_off(
    uniting: Uniting,
    separating: Separating,
    own: Stored[Profile],
    *,
    links: Mapping[str, Link],
    ruling: Ruling,
    rcu: str,
    household: bool = False,
) -> Plan:
    """Let the records of `links` (document id -> why) leave for the new profile `rcu`.

    `ruling` says who decided, when and under which id; `household` that the two share a home.
    Raises InvalidInput when a record is not in the profile, or none would stay.
    """
    apart = separating.separate(own, Profile(rcu=rcu, created_at=ruling.at), links)
    # They are two for ever now, or the next file would bring them together again. Whom the profile
    # was told apart from, its records were told apart from as well.
    left = tell_apart(apart.left, apart.gone, household=household)
    inherited = msgspec.structs.replace(apart.gone, different=apart.left.different)
    gone = tell_apart(inherited, apart.left, household=household)
    kept = msgspec.structs.replace(
        ruling,
        act="split",
        kept=left.rcu,
        other=gone.rcu,
        records=tuple(sorted(apart.links)),
        links=dict(apart.links),
        aliases=apart.aliases,
        reviews=apart.reviews,
    )
    writes = [
        *apart.profiles(left, gone),
        *uniting.tell_apart_too({rcu: apart.left.different}, but={left.rcu, rcu}),
        *apart.writes,
    ]
    return Plan(kept, writes, apart.restriction)
