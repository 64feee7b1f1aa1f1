"""What the cloud would answer: ids and computed outputs, by resource type and by look-up.

A type that is not here gets an id and nothing else. Values are plausible, never real: the project
number is always the same, e-mails end in gserviceaccount.com.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

PROJECT_NUMBER: Final = "123456789012"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an answer is made of: where the stack lives, and what the program asked for."""

    project: str
    region: str
    logical: str
    inputs: Mapping[str, Any]

    @property
    def suffix(self) -> str:
        """Seven hexadecimal digits that depend on the logical name only."""
        return blake2b(self.logical.encode(), digest_size=4).hexdigest()[:7]

    @property
    def name(self) -> str:
        """The physical name: the one asked for, or one made as Pulumi's autonaming makes it."""
        return self.get("name", f"{self.logical}-{self.suffix}")

    def get(self, name: str, default: str) -> str:
        """An input, where it is a known text."""
        value = self.inputs.get(name)
        if isinstance(value, dict) and isinstance(value.get("$secret"), str):
            value = value["$secret"]
        return value if isinstance(value, str) else default

    @property
    def within(self) -> str:
        """`projects/<project>`."""
        return f"projects/{self.get('project', self.project)}"

    @property
    def located(self) -> str:
        """`projects/<project>/locations/<location>`."""
        return f"{self.within}/locations/{self.get('location', self.region)}"


Outputs = dict[str, Any]


def _account(facts: Facts) -> Outputs:
    project = facts.get("project", facts.project)
    email = f"{facts.get('accountId', facts.name)}@{project}.iam.gserviceaccount.com"
    return {
        "id": f"{facts.within}/serviceAccounts/{email}",
        "name": f"{facts.within}/serviceAccounts/{email}",
        "email": email,
        "member": f"serviceAccount:{email}",
        "uniqueId": f"10{int(facts.suffix, 16):019d}",
    }


def _service_agent(facts: Facts) -> Outputs:
    service = facts.get("service", "unknown.googleapis.com").removesuffix(".googleapis.com")
    email = f"service-{PROJECT_NUMBER}@gcp-sa-{service}.iam.gserviceaccount.com"
    return {
        "id": f"{facts.within}/services/{service}.googleapis.com",
        "email": email,
        "member": f"serviceAccount:{email}",
    }


def _function(facts: Facts) -> Outputs:
    path = f"{facts.located}/functions/{facts.name}"
    service = facts.name.replace("_", "-").lower()
    return {
        "id": path,
        "name": facts.name,
        "url": f"https://{facts.region}-{facts.project}.cloudfunctions.net/{facts.name}",
        "state": "ACTIVE",
        "environment": "GEN_2",
        "updateTime": "2026-01-01T00:00:00Z",
        "serviceConfig": {
            "uri": f"https://{service}-{facts.suffix}-ew.a.run.app",
            "service": f"{facts.located}/services/{service}",
        },
    }


def _run_service(facts: Facts) -> Outputs:
    return {
        "id": f"{facts.located}/services/{facts.name}",
        "name": facts.name,
        "uri": f"https://{facts.name}-{facts.suffix}-ew.a.run.app",
        "uid": facts.suffix,
    }


def _bucket(facts: Facts) -> Outputs:
    return {
        "id": facts.name,
        "name": facts.name,
        "url": f"gs://{facts.name}",
        "selfLink": f"https://www.googleapis.com/storage/v1/b/{facts.name}",
        "projectNumber": int(PROJECT_NUMBER),
    }


def _bucket_object(facts: Facts) -> Outputs:
    bucket = facts.get("bucket", "bucket")
    return {
        "id": f"{bucket}-{facts.name}",
        "name": facts.name,
        "outputName": facts.name,
        "selfLink": f"https://www.googleapis.com/storage/v1/b/{bucket}/o/{facts.name}",
        "generation": 1,
        "md5hash": facts.suffix,
    }


def _notification(facts: Facts) -> Outputs:
    path = f"{facts.get('bucket', 'bucket')}/notificationConfigs/1"
    return {"id": path, "notificationId": "1", "selfLink": f"b/{path}"}


def _named(kind: str, *, located: bool = False) -> Callable[[Facts], Outputs]:
    def outputs(facts: Facts) -> Outputs:
        place = facts.located if located else facts.within
        return {"id": f"{place}/{kind}/{facts.name}", "name": facts.name}

    return outputs


def _crypto_key(facts: Facts) -> Outputs:
    ring = facts.get("keyRing", f"{facts.located}/keyRings/ring")
    return {"id": f"{ring}/cryptoKeys/{facts.name}", "name": facts.name}


def _secret(facts: Facts) -> Outputs:
    path = f"{facts.within}/secrets/{facts.get('secretId', facts.name)}"
    return {"id": path, "name": path, "createTime": "2026-01-01T00:00:00Z"}


def _secret_version(facts: Facts) -> Outputs:
    path = f"{facts.get('secret', f'{facts.within}/secrets/secret')}/versions/1"
    return {"id": path, "name": path, "version": "1", "createTime": "2026-01-01T00:00:00Z"}


def _scheduler_job(facts: Facts) -> Outputs:
    place = f"{facts.within}/locations/{facts.get('region', facts.region)}"
    return {"id": f"{place}/jobs/{facts.name}", "name": facts.name, "state": "ENABLED"}


def _numbered(kind: str) -> Callable[[Facts], Outputs]:
    def outputs(facts: Facts) -> Outputs:
        path = f"{facts.within}/{kind}/{int(facts.suffix, 16)}"
        return {"id": path, "name": path}

    return outputs


def _monitored_service(facts: Facts) -> Outputs:
    service = facts.get("serviceId", facts.suffix)
    path = f"{facts.within}/services/{service}"
    return {"id": path, "name": path, "serviceId": service}


def _objective(facts: Facts) -> Outputs:
    objective = facts.get("sloId", facts.suffix)
    service = facts.get("service", "service")
    path = f"{facts.within}/services/{service}/serviceLevelObjectives/{objective}"
    return {"id": path, "name": path, "sloId": objective}


def _sink(facts: Facts) -> Outputs:
    writer = f"service-{PROJECT_NUMBER}@gcp-sa-logging.iam.gserviceaccount.com"
    return {
        "id": f"{facts.within}/sinks/{facts.name}",
        "name": facts.name,
        "writerIdentity": f"serviceAccount:{writer}",
    }


def _log_bucket(facts: Facts) -> Outputs:
    path = f"{facts.located}/buckets/{facts.get('bucketId', '_Default')}"
    return {"id": path, "name": path, "lifecycleState": "ACTIVE"}


def _dashboard(facts: Facts) -> Outputs:
    return {"id": f"projects/{PROJECT_NUMBER}/dashboards/{facts.suffix}"}


def _repository(facts: Facts) -> Outputs:
    repository = facts.get("repositoryId", facts.name)
    place = facts.get("location", facts.region)
    return {
        "id": f"{facts.located}/repositories/{repository}",
        "name": repository,
        "registryUri": f"{place}-docker.pkg.dev/{facts.project}/{repository}",
    }


def _database(facts: Facts) -> Outputs:
    return {
        "id": f"{facts.within}/databases/{facts.name}",
        "name": facts.name,
        "uid": facts.suffix,
        "etag": facts.suffix,
    }


def _document_index(facts: Facts) -> Outputs:
    database, collection = facts.get("database", "(default)"), facts.get("collection", "c")
    path = f"{facts.within}/databases/{database}/collectionGroups/{collection}/indexes/1"
    return {"id": path, "name": path}


def _document_field(facts: Facts) -> Outputs:
    database, collection = facts.get("database", "(default)"), facts.get("collection", "c")
    field = facts.get("field", "*")
    path = f"{facts.within}/databases/{database}/collectionGroups/{collection}/fields/{field}"
    return {"id": path, "name": path}


def _dataset(facts: Facts) -> Outputs:
    path = f"{facts.within}/datasets/{facts.get('datasetId', 'dataset')}"
    return {"id": path, "selfLink": f"https://bigquery.googleapis.com/bigquery/v2/{path}"}


def _connection(facts: Facts) -> Outputs:
    path = f"{facts.located}/connections/{facts.get('connectionId', facts.suffix)}"
    email = f"bqcx-{PROJECT_NUMBER}-{facts.suffix}@gcp-sa-bigquery-condel.iam.gserviceaccount.com"
    return {"id": path, "name": path, "cloudResource": {"serviceAccountId": email}}


def _role(facts: Facts) -> Outputs:
    path = f"{facts.within}/roles/{facts.get('roleId', facts.suffix)}"
    return {"id": path, "name": path}


RESOURCES: Final[Mapping[str, Callable[[Facts], Outputs]]] = {
    "gcp:artifactregistry/repository:Repository": _repository,
    "gcp:bigquery/connection:Connection": _connection,
    "gcp:bigquery/dataset:Dataset": _dataset,
    "gcp:cloudfunctionsv2/function:Function": _function,
    "gcp:cloudrunv2/service:Service": _run_service,
    "gcp:cloudscheduler/job:Job": _scheduler_job,
    "gcp:cloudtasks/queue:Queue": _named("queues", located=True),
    "gcp:firestore/database:Database": _database,
    "gcp:firestore/field:Field": _document_field,
    "gcp:firestore/index:Index": _document_index,
    "gcp:kms/cryptoKey:CryptoKey": _crypto_key,
    "gcp:kms/keyRing:KeyRing": _named("keyRings", located=True),
    "gcp:logging/metric:Metric": _named("metrics"),
    "gcp:logging/projectBucketConfig:ProjectBucketConfig": _log_bucket,
    "gcp:logging/projectSink:ProjectSink": _sink,
    "gcp:monitoring/alertPolicy:AlertPolicy": _numbered("alertPolicies"),
    "gcp:monitoring/customService:CustomService": _monitored_service,
    "gcp:monitoring/dashboard:Dashboard": _dashboard,
    "gcp:monitoring/notificationChannel:NotificationChannel": _numbered("notificationChannels"),
    "gcp:monitoring/slo:Slo": _objective,
    "gcp:projects/iAMCustomRole:IAMCustomRole": _role,
    "gcp:projects/serviceIdentity:ServiceIdentity": _service_agent,
    "gcp:pubsub/schema:Schema": _named("schemas"),
    "gcp:pubsub/subscription:Subscription": _named("subscriptions"),
    "gcp:pubsub/topic:Topic": _named("topics"),
    "gcp:secretmanager/secret:Secret": _secret,
    "gcp:secretmanager/secretVersion:SecretVersion": _secret_version,
    "gcp:serviceaccount/account:Account": _account,
    "gcp:storage/bucket:Bucket": _bucket,
    "gcp:storage/bucketObject:BucketObject": _bucket_object,
    "gcp:storage/notification:Notification": _notification,
}


def answer(token: str, facts: Facts) -> tuple[str, Outputs]:
    """The id and the computed outputs of a resource of this type."""
    known = RESOURCES.get(token)
    outputs = known(facts) if known else {}
    return outputs.pop("id", f"{facts.logical}-{facts.suffix}"), outputs


def _project(facts: Facts) -> Outputs:
    project = facts.get("projectId", facts.project)
    return {"id": f"projects/{project}", "projectId": project, "number": PROJECT_NUMBER}


def _storage_agent(facts: Facts) -> Outputs:
    email = f"service-{PROJECT_NUMBER}@gs-project-accounts.iam.gserviceaccount.com"
    return {"id": email, "emailAddress": email, "member": f"serviceAccount:{email}"}


def _client(facts: Facts) -> Outputs:
    return {"id": facts.project, "project": facts.project, "region": facts.region}


LOOK_UPS: Final[Mapping[str, Callable[[Facts], Outputs]]] = {
    "gcp:organizations/getClientConfig:getClientConfig": _client,
    "gcp:organizations/getProject:getProject": _project,
    "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": _storage_agent,
}
