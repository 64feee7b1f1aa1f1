"""The recording engine: what it writes down, and what it refuses as the real one would."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.infra.program import PYTHON, ROOT, Resource, run
from tests.infra.sample_programs import a_program

ACCOUNT = "gcp:serviceaccount/account:Account"
BUCKET = "gcp:storage/bucket:Bucket"
FUNCTION = "gcp:cloudfunctionsv2/function:Function"
TOPIC = "gcp:pubsub/topic:Topic"

A_COMPONENT = """
    import pulumi
    from pulumi import ResourceOptions
    from pulumi_gcp import pubsub, serviceaccount, storage


    class Landing(pulumi.ComponentResource):
        def __init__(self, name, opts=None):
            super().__init__("sample:storage:Landing", name, None, opts)
            self.bucket = storage.Bucket(
                f"{name}-bucket", location="eu", opts=ResourceOptions(parent=self)
            )
            self.register_outputs({"url": self.bucket.url})
"""


def test_a_resource_is_recorded_with_everything_that_was_asked_of_it(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        from pulumi import ResourceOptions
        from pulumi_gcp import pubsub, serviceaccount

        account = serviceaccount.Account("reader", account_id="the-reader")
        pubsub.Topic(
            "rows",
            name="rows",
            labels={"owner": account.unique_id},
            message_retention_duration="600s",
            opts=ResourceOptions(
                depends_on=[account],
                protect=True,
                retain_on_delete=True,
                delete_before_replace=True,
                ignore_changes=["labels"],
                replace_on_changes=["name"],
            ),
        )
        """,
    )

    graph = run("dev", root=root)

    assert graph.error is None
    account = "urn:pulumi:dev::sample::gcp:serviceaccount/account:Account::reader"
    unique_id = graph.one(TOPIC, "rows").inputs["labels"]["owner"]
    assert unique_id.isdecimal()
    assert graph.one(TOPIC, "rows") == Resource(
        urn="urn:pulumi:dev::sample::gcp:pubsub/topic:Topic::rows",
        type=TOPIC,
        name="rows",
        parent=None,
        inputs={
            "name": "rows",
            "labels": {"owner": unique_id},
            "messageRetentionDuration": "600s",
        },
        outputs=None,
        custom=True,
        protect=True,
        retain_on_delete=True,
        dependencies=(account,),
        property_dependencies={
            "name": [],
            "labels": [account],
            "messageRetentionDuration": [],
        },
        delete_before_replace=True,
        ignore_changes=("labels",),
        replace_on_changes=("name",),
        replace_with=(),
        deleted_with=None,
        import_id=None,
        provider=None,
    )


def test_a_component_s_children_have_it_as_parent_and_inherit_its_protection(
    tmp_path: Path,
) -> None:
    root = a_program(
        tmp_path, A_COMPONENT + '\n    Landing("crm", ResourceOptions(protect=True))\n'
    )

    graph = run("dev", root=root)

    assert graph.error is None
    landing = graph.one("sample:storage:Landing", "crm")
    bucket = graph.one(BUCKET, "crm-bucket")
    assert (landing.custom, landing.parent, landing.protect) == (False, None, True)
    assert landing.outputs is not None
    assert landing.outputs["url"].startswith("gs://crm-bucket-")
    assert (bucket.parent, bucket.protect) == (landing.urn, True)
    assert bucket.urn == (
        "urn:pulumi:dev::sample::sample:storage:Landing$gcp:storage/bucket:Bucket::crm-bucket"
    )
    assert graph.children(landing.urn) == (bucket,)


def test_secrets_files_and_stack_outputs_can_be_read(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        import pulumi
        from pulumi_gcp import secretmanager, storage

        bucket = storage.Bucket("code", name="the-code", location="eu")
        files = {"main.py": pulumi.FileAsset("__main__.py"), "note": pulumi.StringAsset("a note")}
        storage.BucketObject("zip", bucket=bucket.name, source=pulumi.AssetArchive(files))
        secretmanager.SecretVersion(
            "key", secret="projects/p/secrets/s", secret_data=pulumi.Config().require_secret("key")
        )
        pulumi.export("landing", bucket.url)
        pulumi.export("keys", pulumi.Config().require_secret_object("keys"))
        """,
        config={"key": {"secure": "v1:encrypted"}},
    )

    graph = run("dev", root=root, config={"sample:keys": {"links": {"secure": "hush"}}})

    assert graph.error is None
    assert graph.one("gcp:storage/bucketObject:BucketObject", "zip").inputs == {
        "bucket": "the-code",
        "source": {
            "$archive": {
                "assets": {
                    "main.py": {"$asset": {"path": str(root / "program" / "__main__.py")}},
                    "note": {"$asset": {"text": "a note"}},
                }
            }
        },
    }
    version = graph.one("gcp:secretmanager/secretVersion:SecretVersion", "key")
    assert version.inputs["secretData"] == {"$secret": "a secret of the stack"}
    assert graph.outputs == {
        "landing": "gs://the-code",
        "keys": {"$secret": {"links": "hush"}},
    }


def test_configuration_comes_from_the_stack_s_file_with_ours_laid_over_it(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        import pulumi

        config = pulumi.Config()
        pulumi.export("region", config.require("region"))
        pulumi.export("lock", config.require_bool("lock"))
        pulumi.export("sizes", config.require_object("sizes"))
        pulumi.export("acquisitions", pulumi.Config("nova").get("acquisitions"))
        pulumi.export("root", pulumi.get_root_directory())
        """,
        config={"region": "europe-west1", "lock": False, "sample:sizes": [1, 2]},
    )

    graph = run("dev", root=root, config={"sample:lock": True}, acquisitions=tmp_path / "companies")

    assert graph.error is None
    assert graph.outputs == {
        "region": "europe-west1",
        "lock": True,
        "sizes": [1, 2],
        "acquisitions": str(tmp_path / "companies"),
        "root": str(root),
    }


def test_two_resources_of_one_name_and_type_fail(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        from pulumi_gcp import pubsub

        pubsub.Topic("rows")
        pubsub.Topic("rows")
        """,
    )

    graph = run("dev", root=root)

    assert graph.error is not None
    assert "Duplicate resource URN 'urn:pulumi:dev::sample::gcp:pubsub/topic:Topic::rows'" in (
        graph.error
    )


def test_a_program_that_fails_first_leaves_an_error_and_an_empty_graph(tmp_path: Path) -> None:
    root = a_program(tmp_path, 'raise ValueError("eventclick.yaml:3: no such field")')

    graph = run("dev", root=root)

    assert graph.error is not None
    assert "ValueError: eventclick.yaml:3: no such field" in graph.error
    assert (graph.resources, graph.outputs) == ((), {})


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("raise SystemExit(3)", "SystemExit: 3"),
        ('pulumi.log.error("a bucket is missing")', "a bucket is missing"),
        ('raise pulumi.RunError("not configured")', "not configured"),
        (
            'pulumi.Output.from_input("x").apply(lambda text: text.missing)',
            "no attribute 'missing'",
        ),
    ],
)
def test_every_way_of_failing_is_an_error(tmp_path: Path, ending: str, said: str) -> None:
    root = a_program(tmp_path, f"import pulumi\n{ending}\n")

    graph = run("dev", root=root)

    assert graph.error is not None
    assert said in graph.error


def test_before_the_first_deployment_what_the_cloud_computes_is_unknown(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        import pulumi
        from pulumi_gcp import cloudfunctionsv2, pubsub

        function = cloudfunctionsv2.Function(
            "map",
            name="map-upload",
            location="europe-west1",
            service_config=cloudfunctionsv2.FunctionServiceConfigArgs(timeout_seconds=60),
        )
        pubsub.Subscription(
            "uploads",
            topic="landed",
            push_config=pubsub.SubscriptionPushConfigArgs(
                push_endpoint=function.service_config.apply(lambda service: service.uri)
            ),
        )
        pulumi.export("id", function.id)
        pulumi.export("name", function.name)
        """,
    )

    planned, deployed = run("dev", root=root, preview=True), run("dev", root=root)

    assert (planned.error, deployed.error) == (None, None)
    subscription = "urn:pulumi:dev::sample::gcp:pubsub/subscription:Subscription::uploads"
    unknown = {"$unknown": True}
    assert planned.inputs(subscription) == {
        "topic": "landed",
        "pushConfig": {"pushEndpoint": unknown},
    }
    assert planned.outputs == {"id": unknown, "name": "map-upload"}
    path = "projects/sample-project/locations/europe-west1/functions/map-upload"
    assert deployed.outputs == {"id": path, "name": "map-upload"}
    endpoint = deployed.inputs(subscription)["pushConfig"]["pushEndpoint"]
    assert endpoint.startswith("https://map-upload-")
    assert planned.urns == deployed.urns


def test_a_resource_made_inside_an_apply_is_missing_from_the_preview(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        from pulumi_gcp import pubsub, serviceaccount

        account = serviceaccount.Account("reader", account_id="the-reader")
        account.unique_id.apply(lambda number: pubsub.Topic("late", name=f"late-{number}"))
        """,
    )

    planned, deployed = run("dev", root=root, preview=True), run("dev", root=root)

    assert (planned.error, deployed.error) == (None, None)
    assert deployed.urns - planned.urns == {"urn:pulumi:dev::sample::gcp:pubsub/topic:Topic::late"}


def test_look_ups_are_answered_from_the_table(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        import pulumi
        from pulumi_gcp import organizations, storage

        pulumi.export("number", organizations.get_project_output().number)
        pulumi.export("agent", storage.get_project_service_account_output().member)
        """,
    )

    for graph in (run("dev", root=root), run("dev", root=root, preview=True)):
        assert graph.error is None
        agent = "service-123456789012@gs-project-accounts.iam.gserviceaccount.com"
        assert graph.outputs == {"number": "123456789012", "agent": f"serviceAccount:{agent}"}


def test_a_look_up_that_is_not_in_the_table_fails(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        from pulumi_gcp import organizations

        organizations.get_folder_output(folder="folders/1")
        """,
    )

    graph = run("dev", root=root)

    assert graph.error is not None
    assert "no answer for the look-up 'gcp:organizations/getFolder:getFolder'" in graph.error


def test_what_can_only_be_read_from_the_cloud_is_refused(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        from pulumi_gcp import storage

        storage.Bucket.get("old", "an-old-bucket")
        """,
    )

    graph = run("dev", root=root)

    assert graph.error is not None
    assert "reading gcp:storage/bucket:Bucket 'old' needs a real cloud" in graph.error


def test_an_explicit_provider_is_recorded(tmp_path: Path) -> None:
    root = a_program(
        tmp_path,
        """
        import pulumi
        import pulumi_gcp
        from pulumi_gcp import pubsub

        other = pulumi_gcp.Provider("other", project="other-project")
        pubsub.Topic("rows", opts=pulumi.ResourceOptions(provider=other))
        """,
    )

    for graph in (run("dev", root=root), run("dev", root=root, preview=True)):
        assert graph.error is None
        provider = "urn:pulumi:dev::sample::pulumi:providers:gcp::other"
        assert graph.one(TOPIC, "rows").provider == provider


def test_a_run_is_remembered_by_its_arguments(tmp_path: Path) -> None:
    root = a_program(tmp_path, "import pulumi")

    assert run("dev", root=root) is run("dev", root=root, config={})
    assert run("dev", root=root) is not run("dev", root=root, preview=True)


def test_the_table_of_computed_values_names_types_and_outputs_that_exist() -> None:
    ran = subprocess.run(
        [str(PYTHON), "-m", "tests.infra.sdk_schema"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert json.loads(ran.stdout) == []
