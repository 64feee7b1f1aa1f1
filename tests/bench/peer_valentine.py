"""The peer's half of `mapping`: run by the peer's own Python, it imports nothing of the product.

usage: peer_valentine.py LAYOUTS.json ANSWERS.json

Each layout is matched with a table of the canonical fields that holds one made-up row of each. The
matcher's own one-to-one selection answers, at the threshold given with it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
from valentine import valentine_match
from valentine.algorithms import Coma, JaccardDistanceMatcher

MATCHERS = {
    "COMA, schema": (Coma, 0.5),
    "JaccardDistance": (JaccardDistanceMatcher, 0.2),
}


def main(layouts: str, answers: str) -> None:
    given = json.loads(Path(layouts).read_text("utf-8"))
    fields = pd.DataFrame([given["example"]])
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, (matcher, threshold) in MATCHERS.items():
        found[name] = {}
        for layout in given["layouts"]:
            table = pd.DataFrame(layout["rows"], columns=layout["columns"])
            matches = valentine_match([table, fields], matcher()).one_to_one_hungarian()
            found[name][layout["name"]] = {
                pair.source_column: pair.target_column
                for pair, score in matches.items()
                if score >= threshold
            }
    Path(answers).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
