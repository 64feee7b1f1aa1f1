"""Write the JSON Schema of contracts where editors find it.

Run `python -m shared.local.contracts.schema` after a change of `shared.model.contract`.
"""

from __future__ import annotations

import json
from pathlib import Path

from shared.rules.contracts import json_schema

PUBLISHED = Path(__file__).parents[3] / "infra" / "acquisitions" / "contract.schema.json"


def main() -> None:
    """Generate the published schema anew."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    PUBLISHED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
