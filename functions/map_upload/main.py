"""An export landed, or an upload has more rows: rows become contacts and interactions."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import ObjectLanded, UploadContinues
from shared.wiring.backend import from_environment
from shared.wiring.ingestion import IngestionApp


@functions_framework.cloud_event
@on_message(from_environment(IngestionApp.on), ObjectLanded, UploadContinues)
def map_upload(message: ObjectLanded | UploadContinues, app: IngestionApp) -> None:
    app.ingestion.advance(message)
