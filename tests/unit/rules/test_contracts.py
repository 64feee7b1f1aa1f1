"""Contracts: every mistake at once, each with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shared.errors import InvalidContract, NotFound
from shared.model.contract import Contract, Source
from shared.rules.contracts import read_contracts
from shared.rules.sources import find_source, version_of

ACQUISITIONS = Path(__file__).parents[3] / "infra" / "acquisitions"


def mistakes_of(text: str, name: str = "acme.yaml") -> tuple[str, ...]:
    with pytest.raises(InvalidContract) as caught:
        read_contracts({name: text})
    return caught.value.mistakes


def test_a_source_may_say_only_its_id() -> None:
    contracts = read_contracts({"acme.yaml": "id: acme\nname: Acme\nsources: [{id: crm}]\n"})

    assert contracts == (Contract(id="acme", name="Acme", sources=(Source(id="crm"),)),)


def test_all_mistakes_are_told_at_once_with_file_and_line() -> None:
    text = (
        "id: acme\n"
        "country: France\n"
        "sources:\n"
        "  - id: crm\n"
        "    mappin: {a: email}\n"
        "    mapping:\n"
        "      Courriel: e-mail\n"
    )

    mistakes = mistakes_of(text)

    assert mistakes[0] == "acme.yaml:1: the contract needs 'name'"
    assert mistakes[1].startswith("acme.yaml:2: country is 'France'; it must be")
    assert mistakes[2].startswith("acme.yaml:5: sources.0 has no setting 'mappin' (known: ")
    assert mistakes[3].startswith("acme.yaml:7: sources.0.mapping.Courriel is 'e-mail'; it must be")
    assert len(mistakes) == 4


def test_mistakes_of_several_files_are_told_together() -> None:
    with pytest.raises(InvalidContract) as caught:
        read_contracts({"a.yaml": "id: [", "b.yaml": "", "cc.yaml": "id: cc\nname: C\n"})

    assert [mistake.partition(":")[0] for mistake in caught.value.mistakes] == [
        "a.yaml",
        "b.yaml",
        "cc.yaml",
    ]


def test_the_file_is_named_as_the_company() -> None:
    assert mistakes_of("id: acme\nname: A\nsources: [{id: crm}]", "other.yaml") == (
        "other.yaml:1: id is 'acme' but the file is named 'other'; they must be the same",
    )


def test_two_columns_cannot_be_one_field() -> None:
    text = (
        "id: acme\nname: A\nsources:\n- id: crm\n  mapping:\n    Mail: email\n    E-mail: email\n"
    )

    assert mistakes_of(text) == (
        "acme.yaml:7: 'E-mail' and 'Mail' are both mapped to email; only one may be",
    )


def test_an_interaction_belongs_to_a_record_of_the_same_company() -> None:
    text = (
        "id: acme\nname: A\nsources:\n- id: tickets\n  entity: interactions\n"
        "  person: {column: client, source: crm}\n"
    )

    assert mistakes_of(text) == (
        "acme.yaml:6: person.source is 'crm'; it must be a source of this contract: tickets",
    )


def test_a_time_zone_must_exist() -> None:
    text = "id: acme\nname: A\ntime_zone: Europe/Lutece\nsources: [{id: crm}]\n"

    assert mistakes_of(text) == (
        "acme.yaml:3: time_zone is 'Europe/Lutece'; it must be as Europe/Paris",
    )


def test_an_unknown_source_is_answered_with_the_known_ones() -> None:
    contracts = read_contracts({"acme.yaml": "id: acme\nname: A\nsources: [{id: crm}, {id: shop}]"})

    with pytest.raises(NotFound, match=r"'acme.crn' \(known: acme.crm, acme.shop\)"):
        find_source(contracts, "acme.crn")


def test_the_version_changes_with_what_decides_how_files_are_read() -> None:
    (plain,) = read_contracts({"acme.yaml": "id: acme\nname: A\nsources: [{id: crm}]"})
    (keyed,) = read_contracts({"acme.yaml": "id: acme\nname: A\nsources: [{id: crm, key: id}]"})
    (renamed,) = read_contracts({"acme.yaml": "id: acme\nname: B\nsources: [{id: crm}]"})

    assert version_of(plain, plain.sources[0]) != version_of(keyed, keyed.sources[0])
    assert version_of(plain, plain.sources[0]) == version_of(renamed, renamed.sources[0])


def test_the_shipped_contracts_are_valid() -> None:
    texts = {path.name: path.read_text("utf-8") for path in ACQUISITIONS.glob("*.yaml")}

    contracts = read_contracts(texts)

    assert [contract.id for contract in contracts] == ["eventclick", "mediapulse"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("id: acme\nname: &a Acme\n", "acme.yaml:2: &a: contracts use no anchors"),
        ("id: acme\nname: &a [*a, *a]\n", "acme.yaml:2: &a: contracts use no anchors"),
        ("id: acme\nname: " + "[" * 5000, "acme.yaml:2: nested more than 32 levels deep"),
        ("# " + "x" * (256 << 10), "acme.yaml:1: longer than 262144 bytes"),
        ("id: acme\nname: 0b_\n", "acme.yaml:1: not YAML"),
    ],
)
def test_a_text_that_would_expand_without_end_is_refused(text: str, mistake: str) -> None:
    assert mistakes_of(text)[0].startswith(mistake)


HEAD = "id: acme\nname: A\nsources:\n  - id: crm\n"


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ("    channel: { type: webhook }\n", "acme.yaml:5: a webhook needs a url"),
        ("    channel: { type: webhook, url: http://crm.example.org }\n", "begins with https://"),
        ("    channel: { type: file, url: https://x }\n", "a channel of files has no url"),
        ("    channel: { type: pigeon }\n", "it must be one of: file, webhook"),
        ("    changes: {}\n", "needs a channel to be told them by"),
        (
            "    channel: { type: file }\n    changes: { fields: { phone: fill } }\n",
            "acme.yaml:6: 'phone' is no field of a contact",
        ),
        (
            "    channel: { type: file }\n    changes: { mode: always }\n",
            "it must be one of: fill, never, overwrite",
        ),
        ("    priority: { phone: 3 }\n", "'phone' is no field of a contact"),
        ("    priority: { telephone: high }\n", "sources.0.priority.telephone"),
        (
            "    entity: interactions\n    channel: { type: file }\n    changes: {}\n",
            "only a source of contacts accepts changes",
        ),
        ("privacy: { days: 0 }\n", "privacy.days"),
        ("privacy: { calendar: FR-MOON }\n", "acme.yaml:5: unknown region in calendar"),
    ],
)
def test_what_a_contract_may_not_say_of_channels_changes_and_privacy(
    said: str, mistake: str
) -> None:
    found = mistakes_of(HEAD + said)

    assert any(mistake in one for one in found), found


def test_what_goes_out_does_not_change_how_files_are_read() -> None:
    more = "    channel: { type: file }\n    changes: { mode: fill }\n    priority: { email: 1 }\n"
    (plain,), (told,) = (read_contracts({"acme.yaml": text}) for text in (HEAD, HEAD + more))

    assert version_of(plain, plain.sources[0]) == version_of(told, told.sources[0])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("    key: 5\n", "sources.0.key is 5; it must be text (put it in quotes)"),
        ("    unique: perhaps\n", "sources.0.unique is 'perhaps'; it must be true or false"),
        ("    mapping: [Nom]\n", "it must be settings of the form `name: value`"),
        ("    channel: x\n", "it must be settings of the form `name: value`"),
        ("    extensions: Nom\n", "sources.0.extensions is 'Nom'; it must be a list"),
        (
            "    reliability: { email: 3 }\n",
            "sources.0.reliability.email is 3; it must be at most 1",
        ),
        ("    format: { header_row: -1 }\n", "header_row is -1; it must be at least 0"),
    ],
)
def test_what_a_value_must_be_is_said_in_plain_words(line: str, told: str) -> None:
    with pytest.raises(InvalidContract) as caught:
        read_contracts({"acme.yaml": f"id: acme\nname: Acme\nsources:\n  - id: crm\n{line}"})

    (mistake,) = caught.value.mistakes
    assert mistake.startswith("acme.yaml:5: ")
    assert told in mistake


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        (
            "id: acme_landing\n",
            "id is 'acme_landing'; it must not end in _ nor hold the word 'landing'",
        ),
        ("id: landing\n", "it must not end in _ nor hold the word 'landing'"),
        ("id: acme_\n", "id is 'acme_'; it must not end in _"),
    ],
)
def test_an_id_that_the_landing_bucket_could_not_be_read_back_from_is_refused(
    said: str, mistake: str
) -> None:
    name = said.removeprefix("id: ").strip()

    (found,) = mistakes_of(f"{said}name: A\nsources: [{{id: crm}}]\n", f"{name}.yaml")

    assert found.startswith(f"{name}.yaml:1: ")
    assert mistake in found


def test_a_word_that_only_begins_like_landing_may_stand_in_an_id() -> None:
    (contract,) = read_contracts({"landings.yaml": "id: landings\nname: L\nsources: [{id: crm}]"})

    assert contract.id == "landings"


@pytest.mark.parametrize(
    ("said", "mistakes"),
    [
        (
            "writer: { subjects: [main] }\n",
            ("acme.yaml:5: writer.subjects needs writer.issuer, whose tokens they are",),
        ),
        (
            "writer: { issuer: https://tokens.example.org }\n",
            ("acme.yaml:5: writer.issuer needs writer.subjects: who of them may write",),
        ),
        ("writer: { issuer: https://tokens.example.org, subjects: [main] }\n", ()),
        ("writer: { members: [export@example.org] }\n", None),
        ("alerts: [the data team]\n", None),
        ("alerts: [data@example.org]\n", ()),
        ("privacy: { notice: 2026-03-01 }\n", ()),
        (
            "privacy: { notice: 2026-02-30 }\n",
            ("acme.yaml:5: privacy.notice is '2026-02-30'; it must be a day, as 2026-03-01",),
        ),
        (
            "privacy: { notice: 20260301 }\n",
            ("acme.yaml:5: privacy.notice is 20260301; it must be a day, as 2026-03-01",),
        ),
    ],
)
def test_what_a_company_may_say_of_its_writer_alerts_and_notice(
    said: str, mistakes: tuple[str, ...] | None
) -> None:
    words = {
        "writer": "writer.members.0 is 'export@example.org'; it must be user:, group: or",
        "alerts": "alerts.0 is 'the data team'; it must be an e-mail address",
    }

    try:
        read_contracts({"acme.yaml": HEAD + said})
        found: tuple[str, ...] = ()
    except InvalidContract as error:
        found = error.mistakes

    if mistakes is None:
        (only,) = found
        assert only.startswith(f"acme.yaml:5: {words[said.partition(':')[0]]}")
    else:
        assert found == mistakes


def test_a_notice_is_a_day_and_other_days_stay_text() -> None:
    (contract,) = read_contracts(
        {"acme.yaml": HEAD.replace("A\n", "2024-05-01\n") + "privacy: { notice: 2026-03-01 }\n"}
    )

    assert (contract.name, contract.privacy.notice) == ("2024-05-01", date(2026, 3, 1))


def test_when_files_come_does_not_change_how_they_are_read() -> None:
    more = "    expected: { every: week }\n"
    (plain,), (weekly,) = (read_contracts({"acme.yaml": text}) for text in (HEAD, HEAD + more))

    assert version_of(plain, plain.sources[0]) == version_of(weekly, weekly.sources[0])
