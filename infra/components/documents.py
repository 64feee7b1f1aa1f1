"""The Firestore database, and of which fields it keeps indexes."""

from __future__ import annotations

import pulumi
import pulumi_gcp as gcp
from settings import Settings

from shared.rules import catalogue


class Documents(pulumi.ComponentResource):
    """One database; in each collection only the fields that are searched by are indexed.

    Equal-to searches in the order of ids, the only ones there are, need no composite index. No
    field is a time to live: `watch` ends what has its time, so that it is audited.
    """

    database: gcp.firestore.Database

    def __init__(
        self,
        *,
        settings: Settings,
        key: gcp.kms.CryptoKey,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:data:Documents", "documents", None, opts)
        kept = settings.protect
        on = "POINT_IN_TIME_RECOVERY_ENABLED"
        off = "POINT_IN_TIME_RECOVERY_DISABLED"
        self.database = gcp.firestore.Database(
            "database",
            project=settings.project,
            name=settings.names.database(),
            location_id=settings.region,
            type="FIRESTORE_NATIVE",
            delete_protection_state=(
                "DELETE_PROTECTION_ENABLED" if kept else "DELETE_PROTECTION_DISABLED"
            ),
            # The default abandons the database, and the next `up` finds it in the way.
            deletion_policy="ABANDON" if kept else "DELETE",
            point_in_time_recovery_enablement=on if settings.point_in_time_recovery else off,
            cmek_config=(
                gcp.firestore.DatabaseCmekConfigArgs(kms_key_name=key.id)
                if settings.firestore_cmek
                else None
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=kept),
        )
        if settings.backup_days:
            gcp.firestore.BackupSchedule(
                "backups",
                project=settings.project,
                database=self.database.name,
                retention=f"{settings.backup_days * 24 * 3600}s",
                daily_recurrence=gcp.firestore.BackupScheduleDailyRecurrenceArgs(),
                opts=pulumi.ResourceOptions(parent=self),
            )
        self._index(settings.project)
        self.register_outputs({"database": self.database.name})

    def _index(self, project: str) -> None:
        last: gcp.firestore.Field | None = None
        for store in catalogue.STORES:
            fields = {"*": gcp.firestore.FieldIndexConfigArgs()} | {
                field: gcp.firestore.FieldIndexConfigArgs(
                    indexes=[
                        gcp.firestore.FieldIndexConfigIndexArgs(
                            order="ASCENDING", query_scope="COLLECTION"
                        )
                    ]
                )
                for field in store.searched_by
            }
            for field, indexes in fields.items():
                last = gcp.firestore.Field(
                    f"{store.name}-{'any-field' if field == '*' else field}",
                    project=project,
                    database=self.database.name,
                    collection=store.name,
                    field=field,
                    index_config=indexes,
                    # One after another: at once, Firestore refuses some for contention.
                    opts=pulumi.ResourceOptions(parent=self, depends_on=[last] if last else []),
                )
