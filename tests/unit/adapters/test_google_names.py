"""What things are called in a project, alone in it or beside other installations."""

from __future__ import annotations

import pytest

from shared.adapters.google import names
from shared.rules import catalogue


def every_name(installation: str) -> dict[str, str]:
    return {
        "topic": names.topic_path("p1", "landing", installation=installation),
        "subscription": names.subscription_path(
            "p1", "landing.map_upload", installation=installation
        ),
        "landing": names.landing_bucket("p1", "media_pulse", installation=installation),
        "bucket": names.bucket_name("p1", "lake", installation=installation),
        "database": names.database(installation),
        "writer": names.writer_account("media_pulse", installation=installation),
    }


def test_an_installation_alone_in_its_project_is_in_no_name() -> None:
    assert every_name("") == {
        "topic": "projects/p1/topics/landing",
        "subscription": "projects/p1/subscriptions/landing.map_upload",
        "landing": "p1-landing-media-pulse",
        "bucket": "p1-lake",
        "database": "(default)",
        "writer": "writer-media-pulse",
    }


def test_one_of_several_installations_is_in_every_name() -> None:
    assert every_name("dev") == {
        "topic": "projects/p1/topics/dev-landing",
        "subscription": "projects/p1/subscriptions/dev-landing.map_upload",
        "landing": "p1-dev-landing-media-pulse",
        "bucket": "p1-dev-lake",
        "database": "nova-dev",
        "writer": "dev-writer-media-pulse",
    }


def test_two_installations_share_no_name() -> None:
    dev, prod = every_name("dev"), every_name("prod")

    assert set(dev.values()) & set(prod.values()) == set()


@pytest.mark.parametrize("installation", ["", "dev"])
def test_a_landing_bucket_is_read_back_to_its_company(installation: str) -> None:
    bucket = names.landing_bucket("p1", "media_pulse", installation=installation)

    assert catalogue.source_of_landing(bucket, "crm/export.csv") == "media_pulse.crm"


def test_a_bucket_that_is_real_already_keeps_its_name() -> None:
    assert names.bucket_name("p1", "p1-dev-landing-acme", installation="dev") == (
        "p1-dev-landing-acme"
    )


def test_a_long_account_is_cut_to_30_characters_and_told_apart_from_its_like() -> None:
    accounts = [
        names.writer_account(f"a_company_with_a_long_name_{end}", installation="dev")
        for end in ("one", "two")
    ]

    assert [len(one) for one in accounts] == [30, 30]
    assert len(set(accounts)) == 2
    assert all(one.startswith("dev-writer-a-company-with") for one in accounts)
    assert all(one.rpartition("-")[2].isalnum() for one in accounts)


def test_an_account_of_30_characters_stays_whole() -> None:
    whole = names.account_id("dev", "a" * 26)

    assert whole == f"dev-{'a' * 26}"
    assert names.account_email("p1", whole) == f"{whole}@p1.iam.gserviceaccount.com"
