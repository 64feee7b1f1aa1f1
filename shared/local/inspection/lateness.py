"""Which sources are late: their next file should have come by now."""

from __future__ import annotations

from datetime import datetime

from shared.model.upload import Upload
from shared.rules.freshness import due_after
from shared.wiring import App


def late_sources(app: App, only: str | None = None) -> list[dict[str, str]]:
    """The sources whose next file should have come by now, by their contracts' `expected`."""
    late = []
    for contract in app.contracts.all():
        for source in contract.sources:
            id = f"{contract.id}.{source.id}"
            if source.expected is None or only not in (None, id):
                continue
            came = [
                stored.value.received_at
                for _, stored in app.documents.find(Upload, where={"source": id})
                if stored.value.bucket
                and not stored.value.sample
                and stored.value.state not in ("refused", "undone")
            ]
            if not came:
                continue
            last = datetime.fromisoformat(max(came))
            due = due_after(source.expected, last, time_zone=contract.time_zone)
            if app.clock.now() > due:
                late.append(
                    {
                        "source": id,
                        "every": source.expected.every,
                        "last": last.isoformat(),
                        "due": due.isoformat(),
                    }
                )
    return late
