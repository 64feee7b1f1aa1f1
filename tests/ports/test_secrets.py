"""What secrets in files promise."""

from __future__ import annotations

import pytest

from shared.adapters.embedded.secrets import FileSecrets
from shared.errors import InvalidInput
from tests.ports.racing import race_processes


def test_a_secret_is_made_once_and_stays(tmp_path):
    first = FileSecrets(tmp_path / "secrets").get("pepper")

    assert len(first) == 32
    assert FileSecrets(tmp_path / "secrets").get("pepper") == first


def test_every_name_and_installation_has_a_secret_of_its_own(tmp_path):
    made = {
        FileSecrets(tmp_path / folder).get(name)
        for folder in ("one", "other")
        for name in ("pepper", "tokens")
    }

    assert len(made) == 4


def test_only_the_owner_can_read_a_secret(tmp_path):
    FileSecrets(tmp_path / "secrets").get("pepper")

    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["pepper"]
    assert (tmp_path / "secrets" / "pepper").stat().st_mode & 0o777 == 0o600


def test_processes_that_ask_first_together_get_the_same_secret(tmp_path):
    answers = race_processes(4, "make_secret", tmp_path)

    assert set(answers) == {FileSecrets(tmp_path / "secrets").get("pepper").hex()}


@pytest.mark.parametrize("name", ["", "../pepper", "a/b", ".hidden", "pepper\0"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(InvalidInput, match="a secret's name is a word"):
        FileSecrets(tmp_path / "secrets").get(name)
