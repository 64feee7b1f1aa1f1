"""Who is calling, and what they may do."""

from __future__ import annotations

from typing import Final

import msgspec

ROLES: Final = ("engineer", "reviewer", "marketer", "care", "dpo")
"""What people can be, for the group or for one acquisition (`reviewer@eventclick`)."""


class Caller(msgspec.Struct, frozen=True):
    """A person or a system behind a door: a name, and the roles it holds there.

    A role is one of `ROLES`, alone or with `@<acquisition>`, or `source:<source id>`.
    """

    name: str
    roles: frozenset[str] = frozenset()

    def speaks_for(self, source: str) -> bool:
        """Whether the caller is that source itself."""
        return f"source:{source}" in self.roles
