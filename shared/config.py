"""What the environment decides, read once and handed on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, cast

import msgspec

from shared.errors import InvalidInput

_KEY_VERSION: Final = (
    r"projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+/cryptoKeyVersions/[0-9]+"
)
INSTALLATION_PATTERN: Final = "^[a-z][a-z0-9]{1,7}$"
INSTALLATION_IN_WORDS: Final = "2 to 8 lower-case letters and digits, a letter first"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting of an installation; `from_env` names the variable behind each."""

    backend: Literal["embedded", "google"] = "embedded"
    data: str = ".nova"
    contracts: str = "infra/acquisitions"
    project: str = ""
    """The Google Cloud project; only the google backend needs it."""

    installation: str = ""
    """Which of several installations in one project this is; empty where there is one."""

    emulated: bool = False
    """Google's emulators stand in for Google: their usual variables are set."""

    audience: str = ""
    """The URL callers mean when they call this function; their identity tokens must name it."""

    audit_key: str = ""
    """The Cloud KMS key version that signs audit checkpoints, together with the version before it;
    empty: the secret of that name."""

    people: str = ""
    """Where the roles of the group's people are published, `gs://<bucket>/<object>`."""

    part_size: int = 1000
    """Contacts per part of the lake."""

    work_seconds: float = 240.0
    """How long one call of map_upload reads before it hands over to the next."""

    verify_again_seconds: float = 900.0
    """How long after an erasure our stores are looked at again."""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """The settings an environment describes. Raises InvalidInput for what makes no sense."""
        backend = env.get("NOVA_BACKEND", "embedded")
        if backend not in ("embedded", "google"):
            raise InvalidInput(
                f"NOVA_BACKEND is {backend!r}; it must be embedded or google", field="NOVA_BACKEND"
            )
        project = env.get("GOOGLE_CLOUD_PROJECT", "")
        if backend == "google" and not project:
            raise InvalidInput(
                "NOVA_BACKEND=google needs GOOGLE_CLOUD_PROJECT to name the project",
                field="GOOGLE_CLOUD_PROJECT",
            )
        installation = env.get("NOVA_INSTALLATION", "")
        if installation and not re.fullmatch(INSTALLATION_PATTERN, installation):
            raise InvalidInput(
                f"NOVA_INSTALLATION is {installation!r}; it must be {INSTALLATION_IN_WORDS}",
                field="NOVA_INSTALLATION",
            )
        return cls(
            backend=cast(Literal["embedded", "google"], backend),
            data=env.get("NOVA_DATA", ".nova"),
            contracts=env.get("NOVA_CONTRACTS", "infra/acquisitions"),
            project=project,
            installation=installation,
            emulated=backend == "google" and bool(env.get("FIRESTORE_EMULATOR_HOST")),
            audience=env.get("NOVA_AUDIENCE", ""),
            audit_key=_key_version(env, "NOVA_AUDIT_KEY"),
            people=env.get("NOVA_PEOPLE", ""),
            part_size=_positive(env, "NOVA_PART_SIZE", 1000),
            verify_again_seconds=float(_positive(env, "NOVA_VERIFY_AGAIN_SECONDS", 900)),
            work_seconds=float(_positive(env, "NOVA_WORK_SECONDS", 240)),
        )


def _key_version(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "")
    if text and not re.fullmatch(_KEY_VERSION, text):
        raise InvalidInput(
            f"{name} is {text!r}; it must be the name of a key version: "
            "projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/N",
            field=name,
        )
    return text


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise InvalidInput(f"{name} is {text!r}; it must be a positive whole number", field=name)
    return int(text)
