"""Webhook secrets: one for each source and version, all worked out of one key."""

from __future__ import annotations

import hmac

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidContract
from shared.model.contract import ID_PATTERN, Channel
from shared.rules.channels import signing_secrets
from shared.rules.contracts import read_contracts
from shared.rules.sources import version_of

KEY = bytes(range(32))
IDS = st.from_regex(ID_PATTERN, fullmatch=True)
SOURCES = st.builds("{}.{}".format, IDS, IDS)
VERSIONS = st.integers(1, 40)


def contract_with(channel: str) -> str:
    return f"id: acme\nname: A\nsources:\n- id: crm\n  channel: {channel}\n"


def test_a_secret_is_the_hmac_of_source_and_version_and_the_one_before_stays_valid() -> None:
    one, two, three = (
        hmac.digest(KEY, text, "sha256") for text in (b"acme.crm/1", b"acme.crm/2", b"acme.crm/3")
    )

    assert signing_secrets(KEY, "acme.crm", version=1) == (one,)
    assert signing_secrets(KEY, "acme.crm", version=2) == (two, one)
    assert signing_secrets(KEY, "acme.crm", version=3) == (three, two)


@given(st.lists(SOURCES, min_size=2, max_size=2, unique=True), VERSIONS, VERSIONS)
def test_two_sources_never_share_a_secret(sources: list[str], one: int, other: int) -> None:
    first = signing_secrets(KEY, sources[0], version=one)
    second = signing_secrets(KEY, sources[1], version=other)

    assert set(first).isdisjoint(second)
    assert {len(secret) for secret in first + second} == {32}


def test_another_installation_has_other_secrets() -> None:
    ours, theirs = (signing_secrets(key, "acme.crm", version=1) for key in (KEY, bytes(32)))

    assert ours != theirs


def test_a_contract_says_which_version_of_the_secret_signs_or_means_the_first() -> None:
    said = [
        read_contracts({"acme.yaml": contract_with(channel)})[0].sources[0].channel
        for channel in (
            "{type: webhook, url: 'https://a.example'}",
            "{type: webhook, url: 'https://a.example', secret_version: 7}",
        )
    ]

    assert said == [
        Channel(type="webhook", url="https://a.example", secret_version=1),
        Channel(type="webhook", url="https://a.example", secret_version=7),
    ]


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("{type: webhook, url: 'https://a.example', secret_version: 0}", "must be at least 1"),
        (
            "{type: webhook, url: 'https://a.example', secret_version: old}",
            "'secret_version': 'old'",
        ),
        ("{type: file, secret_version: 2}", "a channel of files has no secret"),
    ],
)
def test_a_version_that_makes_no_sense_is_refused_with_its_line(channel: str, words: str) -> None:
    with pytest.raises(InvalidContract, match=f"^acme.yaml:5: .*{words}"):
        read_contracts({"acme.yaml": contract_with(channel)})


def test_files_are_read_as_before_when_the_secret_is_another() -> None:
    (contract,) = read_contracts(
        {"acme.yaml": contract_with("{type: webhook, url: 'https://a.example'}")}
    )
    (source,) = contract.sources
    assert source.channel is not None
    channel = msgspec.structs.replace(source.channel, secret_version=2)
    raised = msgspec.structs.replace(source, channel=channel)

    assert version_of(contract, source) == version_of(contract, raised)
