"""One YAML more adds what that company needs, and touches nothing else."""

from __future__ import annotations

import dataclasses
import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.infra.program import ROOT, Graph, Resource
from tests.infra.stacks import ACQUISITION, BUCKET, graph

TRENDMEDIA = Path(__file__).parent / "acquisitions" / "trendmedia.yaml"

EXPECTED = {
    "nova:index:Acquisition": ["trendmedia"],
    "nova:acquisitions:Writer": ["trendmedia-writer"],
    "gcp:serviceaccount/account:Account": ["trendmedia-writer"],
    "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": ["trendmedia-pool"],
    "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": ["trendmedia-provider"],
    "gcp:serviceaccount/iAMMember:IAMMember": ["trendmedia-federated-*"],
    "gcp:storage/bucket:Bucket": ["trendmedia-landing"],
    "gcp:storage/notification:Notification": ["trendmedia-landed"],
    "gcp:storage/bucketIAMMember:BucketIAMMember": [
        "trendmedia-landing-fulfil_task-objectUser",
        "trendmedia-landing-map_upload-objectUser",
        "trendmedia-writes-objectCreator",
    ],
    "gcp:storage/managedFolder:ManagedFolder": ["trendmedia.clicks-outbox"],
    "gcp:storage/managedFolderIamMember:ManagedFolderIamMember": ["trendmedia.clicks-fetches"],
    "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": [
        "privacy_requests-trendmedia-acknowledges-*",
        "privacy_requests-trendmedia-acknowledges-writer",
        "receive_records-trendmedia-pushes-*",
        "receive_records-trendmedia-pushes-writer",
    ],
    "gcp:monitoring/notificationChannel:NotificationChannel": ["trendmedia-alerts-*"],
    "gcp:monitoring/alertPolicy:AlertPolicy": [
        "alert-trendmedia-request-due",
        "alert-trendmedia-source-late",
    ],
    "gcp:storage/bucketObject:BucketObject": ["trendmedia-contract"],
}
"""What the third company adds, by type; a `*` stands for the mark of a member or an address."""

KEPT = {"eventclick-contract", "eventclick-landing", "eventclick-writer"}
"""What Pulumi refuses to delete before the company is retired; rights may come and go."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped contracts, in a folder that may be added to."""
    copied = tmp_path / "acquisitions"
    shutil.copytree(ROOT / "infra" / "acquisitions", copied)
    return copied


def asked(resource: Resource) -> str:
    """Everything a resource was asked with, files by what they hold: Pulumi compares those."""
    said = dataclasses.asdict(resource)
    said["dependencies"] = sorted(resource.dependencies)
    said["property_dependencies"] = {
        name: sorted(urns) for name, urns in resource.property_dependencies.items()
    }
    said["inputs"] = by_content(said["inputs"])
    return json.dumps(said, sort_keys=True)


def by_content(value: Any) -> Any:
    """Inputs with the bytes of each file in place of its path."""
    match value:
        case {"$asset": {"path": path}}:
            return sha256(Path(path).read_bytes()).hexdigest()
        case dict():
            return {name: by_content(inner) for name, inner in value.items()}
        case list() | tuple():
            return [by_content(inner) for inner in value]
    return value


def test_a_third_company_adds_exactly_what_it_needs_and_changes_nothing(folder: Path) -> None:
    before = graph()
    shutil.copy(TRENDMEDIA, folder)

    after = graph(acquisitions=folder)

    added: dict[str, list[str]] = {}
    for urn in sorted(after.urns - before.urns):
        one = after.at(urn)
        added.setdefault(one.type, []).append(one.name)
    assert {kind: [masked(name) for name in names] for kind, names in added.items()} == EXPECTED
    assert before.urns <= after.urns
    changed = [one.urn for one in before.resources if asked(one) != asked(after.at(one.urn))]
    assert changed == []


def masked(name: str) -> str:
    """A name without the mark at its end."""
    stem, _, end = name.rpartition("-")
    is_mark = len(end) == 8 and set(end) <= set("0123456789abcdef")
    return f"{stem}-*" if is_mark else name


def test_everything_a_company_adds_is_under_its_own_component(folder: Path) -> None:
    shutil.copy(TRENDMEDIA, folder)
    after = graph(acquisitions=folder)
    its = after.one(ACQUISITION, "trendmedia").urn

    for resource in after.resources:
        if "trendmedia" in resource.name and resource.urn != its:
            ancestors = []
            one = resource
            while one.parent:
                ancestors.append(one.parent)
                one = after.at(one.parent)
            assert its in ancestors, resource.urn


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Some years on: EventClick has gone, and MediaPulse is retired."""
    copied = tmp_path_factory.mktemp("later") / "acquisitions"
    shutil.copytree(ROOT / "infra" / "acquisitions", copied)
    (copied / "eventclick.yaml").unlink()
    contract = copied / "mediapulse.yaml"
    contract.write_text(contract.read_text("utf-8") + "\nstate: retired\n", "utf-8")
    return graph(acquisitions=copied)


def test_a_company_that_goes_takes_only_its_own_away(later: Graph) -> None:
    before = graph()

    gone = {before.at(urn).name for urn in before.urns - later.urns}
    assert "eventclick-landing" in gone
    rights = ("mediapulse-writes-objectCreator", "receive_records-mediapulse-pushes-writer")
    assert all("eventclick" in name or name in rights for name in gone), gone
    assert later.urns <= before.urns
    evidence = [asked(one.one(BUCKET, "evidence")) for one in (before, later)]
    assert evidence[0] == evidence[1]


def test_a_company_cannot_go_while_its_contract_says_active() -> None:
    its = [one for one in graph().resources if "eventclick" in one.name]

    assert {one.name for one in its if one.custom and one.protect} == KEPT


def test_a_retired_company_may_go_writes_and_pushes_no_more_and_still_acknowledges(
    later: Graph,
) -> None:
    its = [one for one in later.resources if "mediapulse" in one.name]

    assert not any(one.protect for one in its)
    names = {one.name for one in its}
    assert "mediapulse-landing" in names
    assert "privacy_requests-mediapulse-acknowledges-writer" in names
    assert not {name for name in names if "pushes" in name or "writes" in name}
    assert graph().one(BUCKET, "mediapulse-landing").protect


def test_installations_of_one_project_share_no_name() -> None:
    """But for what is Google's own, and what is on for the whole project."""

    def names(stack: str) -> set[tuple[str, str]]:
        return {
            (resource.type, str(resource.inputs[key]).replace(f"nova-example-{stack}", "project"))
            for resource in graph(stack).resources
            for key in ("name", "accountId", "secretId", "datasetId", "repositoryId")
            if key in resource.inputs
            and resource.custom
            and not {"bucket", "keyRing", "service", "database"} & set(resource.inputs)
        }

    assert names("prod") & names("dev") == set()
    assert len(names("prod")) > 60
