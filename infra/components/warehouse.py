"""BigQuery over the lake: the same files the functions write, read in place."""

from __future__ import annotations

import json
from typing import Final

import pulumi
import pulumi_gcp as gcp
from settings import Settings

from components.bucket import grant
from shared.model.contact import Contact
from shared.model.fields import CONTACT_FIELDS, INTERACTION_FIELDS
from shared.model.interaction import Interaction

_TYPES: Final = {"row": "INTEGER", "partial": "BOOLEAN"}
_LISTS: Final = ("cleared",)


class Warehouse(pulumi.ComponentResource):
    """A dataset of two external tables. Nothing is copied, so what is erased is gone here too."""

    dataset: gcp.bigquery.Dataset

    def __init__(
        self,
        *,
        settings: Settings,
        lake: gcp.storage.Bucket,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:data:Warehouse", "warehouse", None, opts)
        inside = pulumi.ResourceOptions(parent=self)
        self.dataset = gcp.bigquery.Dataset(
            "dataset",
            project=settings.project,
            dataset_id=settings.names.dataset(),
            location=settings.region,
            delete_contents_on_destroy=not settings.protect,
            opts=inside,
        )
        connection = gcp.bigquery.Connection(
            "connection",
            project=settings.project,
            location=settings.region,
            connection_id=settings.names.of("lake"),
            cloud_resource=gcp.bigquery.ConnectionCloudResourceArgs(),
            opts=inside,
        )
        reads = grant(
            "connection-lake",
            bucket=lake,
            access="read",
            member=connection.cloud_resource.apply(
                lambda one: f"serviceAccount:{one.service_account_id if one else ''}"
            ),
            opts=inside,
        )
        for table, columns in TABLES.items():
            gcp.bigquery.Table(
                f"table-{table}",
                project=settings.project,
                dataset_id=self.dataset.dataset_id,
                table_id=table,
                deletion_protection=settings.protect,
                schema=json.dumps(columns),
                external_data_configuration=gcp.bigquery.TableExternalDataConfigurationArgs(
                    autodetect=False,
                    source_format="NEWLINE_DELIMITED_JSON",
                    compression="GZIP",
                    connection_id=connection.name,
                    # Not by partitions of the path: `source` is a column of the rows already.
                    source_uris=[pulumi.Output.concat("gs://", lake.name, f"/{table}/*.jsonl.gz")],
                    ignore_unknown_values=True,
                ),
                opts=pulumi.ResourceOptions(parent=self, depends_on=reads),
            )
        self.register_outputs({"dataset": self.dataset.dataset_id})


def _columns(own: tuple[str, ...], fields: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "type": _TYPES.get(name, "STRING"),
            "mode": "REPEATED" if name in _LISTS else "NULLABLE",
        }
        for name in (*(one for one in own if one != "fields"), *fields)
    ]


TABLES: Final = {
    "contacts": _columns(Contact.__struct_fields__, CONTACT_FIELDS),
    "interactions": _columns(Interaction.__struct_fields__, INTERACTION_FIELDS),
}
"""Table -> its columns: those of the lake's lines."""
