"""Settings from the environment."""

from __future__ import annotations

import pytest

from shared.config import Settings
from shared.errors import InvalidInput

KEY_VERSION = "projects/p/locations/europe-west9/keyRings/nova/cryptoKeys/audit/cryptoKeyVersions/1"


def test_an_empty_environment_is_the_embedded_default() -> None:
    assert Settings.from_env({}) == Settings()


def test_every_variable_is_read() -> None:
    settings = Settings.from_env(
        {
            "NOVA_BACKEND": "google",
            "GOOGLE_CLOUD_PROJECT": "demo-1",
            "NOVA_DATA": "/data",
            "NOVA_CONTRACTS": "gs://contracts/all",
            "FIRESTORE_EMULATOR_HOST": "127.0.0.1:1",
            "NOVA_INSTALLATION": "dev",
            "NOVA_AUDIENCE": "https://receive.example",
            "NOVA_PEOPLE": "gs://evidence/people.json",
            "NOVA_AUDIT_KEY": KEY_VERSION,
            "NOVA_PART_SIZE": "50",
            "NOVA_WORK_SECONDS": "2",
        }
    )

    assert settings == Settings(
        backend="google",
        project="demo-1",
        data="/data",
        contracts="gs://contracts/all",
        emulated=True,
        installation="dev",
        audience="https://receive.example",
        people="gs://evidence/people.json",
        audit_key=KEY_VERSION,
        part_size=50,
        work_seconds=2.0,
    )


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"NOVA_BACKEND": "aws"}, "NOVA_BACKEND is 'aws'; it must be embedded or google"),
        ({"NOVA_BACKEND": "google"}, "needs GOOGLE_CLOUD_PROJECT"),
        ({"NOVA_INSTALLATION": "Dev"}, "NOVA_INSTALLATION is 'Dev'; it must be 2 to 8 lower-case"),
        ({"NOVA_INSTALLATION": "d"}, "it must be 2 to 8 lower-case letters and digits, a letter"),
        ({"NOVA_INSTALLATION": "production"}, "NOVA_INSTALLATION is 'production'"),
        ({"NOVA_INSTALLATION": "my-dev"}, "NOVA_INSTALLATION is 'my-dev'"),
        ({"NOVA_AUDIT_KEY": KEY_VERSION[:-2]}, "NOVA_AUDIT_KEY is .* the name of a key version"),
        ({"NOVA_AUDIT_KEY": "seed"}, "NOVA_AUDIT_KEY is 'seed'; it must be the name of a key"),
        ({"NOVA_PART_SIZE": "0"}, "NOVA_PART_SIZE is '0'; it must be a positive whole number"),
        ({"NOVA_WORK_SECONDS": "soon"}, "NOVA_WORK_SECONDS is 'soon'"),
    ],
)
def test_what_makes_no_sense_is_refused(variables: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        Settings.from_env(variables)


def test_the_embedded_backend_is_never_emulated_whatever_else_a_shell_has_set() -> None:
    settings = Settings.from_env({"FIRESTORE_EMULATOR_HOST": "127.0.0.1:8080"})

    assert (settings.backend, settings.emulated) == ("embedded", False)
