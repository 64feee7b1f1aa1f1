"""Write what is generated from the contract's model: the JSON Schema editors use, the reference.

Run `python -m shared.local.contracts.schema` after a change of `shared.model.contract`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from shared.local.contracts import reference
from shared.local.contracts.docstrings import said_of_settings
from shared.rules.contracts import json_schema

PUBLISHED: Final = Path(__file__).parents[3] / "infra" / "acquisitions" / "contract.schema.json"


def published() -> dict[str, Any]:
    """The schema of a contract, with what each setting means."""
    schema = json_schema()
    for model, meanings in said_of_settings().items():
        settings = schema["$defs"][model]["properties"]
        for name, meaning in meanings.items():
            form = settings[name].get("description", "")
            settings[name]["description"] = f"{meaning} ({form})" if form else meaning
    return schema


def main() -> None:
    """Generate both anew."""
    text = json.dumps(published(), indent=2, ensure_ascii=False) + "\n"
    PUBLISHED.write_text(text, encoding="utf-8")
    reference.PUBLISHED.write_text(reference.page(published()), encoding="utf-8")


if __name__ == "__main__":
    main()
