"""Kinds of functions that wait for their first: pages for staff, and the one public door."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from tests.infra.program import ROOT, Graph, run
from tests.infra.stacks import FUNCTION, INVOKER, SECRETS

PROGRAM = """
import dataclasses
import sys
from pathlib import Path

sys.path[:0] = ["{infra}", "{root}"]
import pulumi
from components.function import Function
from components.staff_service import StaffService
from foundation import Foundation
from settings import read_settings

from shared.rules.needs import Needs

settings = read_settings(pulumi.get_stack())
foundation = Foundation(settings, root=Path("{root}"))
sample = dataclasses.replace(foundation.ground, root=Path("{sample}"))
StaffService(
    "console",
    ground=sample,
    readers=["group:staff@mediapulse.example"],
    project_number=foundation.project.number,
    needs=Needs(door="staff", buckets={{"quarantine": "read"}}, concurrency=20),
)
Function("my_data", ground=sample, needs=Needs(door="public", publishes=("request-accepted",)))
"""
MAIN = """
import functions_framework
from shared.errors import NovaError

@functions_framework.http
def {name}(request):
    return str(NovaError)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The foundation, and beside it a function of each kind that is not there yet."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("console", "my_data"):
        folder = root / "functions" / name
        folder.mkdir(parents=True)
        (folder / "main.py").write_text(MAIN.format(name=name), "utf-8")
        shutil.copy(ROOT / "functions" / "watch" / "requirements.txt", folder)
    shutil.copytree(ROOT / "shared", root / "shared", ignore=shutil.ignore_patterns("local"))
    (root / "program").mkdir()
    text = PROGRAM.format(infra=ROOT / "infra", root=ROOT, sample=root)
    (root / "program" / "__main__.py").write_text(text, "utf-8")
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text("utf-8"))
    (root / "Pulumi.yaml").write_text(yaml.safe_dump({**project, "main": "program/"}), "utf-8")
    shutil.copy(ROOT / "Pulumi.dev.yaml", root)
    graph = run("dev", root=root, config={"nova:secrets": json.dumps(SECRETS)})
    assert graph.error is None, graph.error
    return graph


def test_their_inputs_are_ones_the_provider_knows(sample: Graph) -> None:
    assert sample.schema_errors == ()


def test_staff_pages_stand_behind_iap_and_only_staff_opens_them(sample: Graph) -> None:
    service = sample.one("gcp:cloudrunv2/service:Service", "console-service")
    readers = sample.of("gcp:iap/webCloudRunServiceIamMember:WebCloudRunServiceIamMember")
    callers = [one for one in sample.of(INVOKER) if one.inputs["name"] == "dev-console"]

    assert service.inputs["iapEnabled"] is True
    assert [one.inputs["member"] for one in readers] == ["group:staff@mediapulse.example"]
    assert [one.inputs["role"] for one in readers] == ["roles/iap.httpsResourceAccessor"]
    assert len(callers) == 1
    assert "gcp-sa-iap" in callers[0].inputs["member"]


def test_staff_pages_are_built_from_source_by_our_builder(sample: Graph) -> None:
    service = sample.one("gcp:cloudrunv2/service:Service", "console-service").inputs
    archive = sample.one("gcp:storage/bucketObject:BucketObject", "console-archive").inputs

    build = service["buildConfig"]
    assert build["functionTarget"] == "console"
    assert build["sourceLocation"] == f"gs://{archive['bucket']}/{archive['name']}"
    assert "dev-builder@" in build["serviceAccount"]
    assert set(archive["source"]["$archive"]["assets"]) == {
        "main.py",
        "requirements.txt",
        "shared/__init__.py",
        "shared/errors.py",
    }


def test_staff_pages_find_what_a_function_finds(sample: Graph) -> None:
    service = sample.one("gcp:cloudrunv2/service:Service", "console-service").inputs
    (container,) = service["template"]["containers"]
    envs = {one["name"]: one for one in container["envs"]}

    assert set(envs) == {
        "NOVA_BACKEND",
        "GOOGLE_CLOUD_PROJECT",
        "NOVA_INSTALLATION",
        "NOVA_CONTRACTS",
        "NOVA_AUDIENCE",
        "NOVA_PEOPLE",
        "NOVA_SECRET_PEPPER",
        "DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA",
    }
    assert envs["NOVA_AUDIENCE"]["value"].endswith("/services/dev-console")
    assert envs["NOVA_SECRET_PEPPER"]["valueSource"]["secretKeyRef"]["secret"] == "dev-pepper"


def test_only_the_public_door_is_open_to_everybody(sample: Graph) -> None:
    public = [one for one in sample.of(INVOKER) if one.inputs["member"] == "allUsers"]
    function = sample.one(FUNCTION, "my_data-function").inputs

    assert [one.inputs["name"] for one in public] == ["dev-my-data"]
    assert function["serviceConfig"]["ingressSettings"] == "ALLOW_ALL"
