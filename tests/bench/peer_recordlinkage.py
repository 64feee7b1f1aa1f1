"""recordlinkage's half of `peer`: run by the peer's own Python, it imports nothing of the product.

usage: peer_recordlinkage.py RECORDS.csv FOLDER [--unique] [--country FR]

From the raw file to FOLDER/clusters.csv, as its manual goes: cells cleaned in pandas, values that
more than thirty records share set aside, blocks united, names compared by Jaro-Winkler and all
else exactly, pairs classified without labels by its ECM classifier. With --unique its one-to-one
linking, the likeliest pairs first; otherwise its connected components.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
import recordlinkage
from recordlinkage.preprocessing import clean

CALLING = {
    "FR": 33, "BE": 32, "CH": 41, "LU": 352, "DE": 49, "ES": 34, "IT": 39,
    "GB": 44, "PT": 351, "NL": 31, "PL": 48, "AU": 61, "US": 1,
}  # fmt: skip
COMMON = 30
"""Records that may share an e-mail or a phone; more, and it is nobody's."""

NAMES = ("given_name", "family_name", "city")
BLOCKS = (
    ("email",),
    ("phone",),
    ("given_name", "family_name"),
    ("family_name", "postal_code"),
    ("given_name", "postal_code"),
    ("birth_date",),
)


def main() -> None:
    options = _options()
    people = cleaned(options.records, options.country)
    tables = [people]
    if options.unique:
        tables = [table for _, table in people.groupby("source", sort=True)]
    present = set(people.columns)
    indexer = recordlinkage.Index()
    for block in BLOCKS:
        if present.issuperset(block):
            indexer.block(list(block))
    pairs = indexer.index(*tables)
    compare = recordlinkage.Compare()
    for name in people.columns.drop(["source"]):
        if name in NAMES:
            compare.string(name, name, method="jarowinkler", threshold=0.88, label=name)
        else:
            compare.exact(name, name, label=name)
    levels = compare.compute(pairs, *tables)
    classifier = recordlinkage.ECMClassifier()
    links = classifier.fit_predict(levels)
    if options.unique:
        likeliest = classifier.prob(levels.loc[links]).sort_values(ascending=False, kind="stable")
        joined = recordlinkage.OneToOneLinking().compute(likeliest.index)
        groups = {id: first for first, second in joined for id in (first, second)}
    else:
        found = recordlinkage.ConnectedComponents().compute(links)
        groups = {id: number for number, group in enumerate(found) for pair in group for id in pair}
    clusters = pd.Series(groups, name="cluster_id", dtype=object).rename_axis("record_id")
    clusters.to_csv(options.folder / "clusters.csv")


def cleaned(records: Path, country: str) -> pd.DataFrame:
    """The records by their id, with the columns that have any value."""
    raw = pd.read_csv(records, dtype=str, index_col="record_id")
    people = raw[["source"]].copy()
    for name in NAMES:
        if name in raw:
            people[name] = clean(raw[name], strip_accents="unicode")
    if "email" in raw:
        people["email"] = raw["email"].str.strip().str.lower()
    if "phone" in raw:
        national = raw["country"].map(CALLING) if "country" in raw else pd.NA
        calling = pd.Series(national, raw.index).fillna(CALLING[country]).astype(int).astype(str)
        dialled = raw["phone"].str.replace(r"[^0-9+]", "", regex=True)
        dialled = dialled.str.replace(r"^(\+|00)", "", regex=True)
        people["phone"] = dialled.where(
            ~dialled.str.startswith("0", na=False), calling + dialled.str[1:]
        )
    if "postal_code" in raw:
        people["postal_code"] = raw["postal_code"].str.upper().str.replace(r"\W", "", regex=True)
    if "birth_date" in raw:
        people["birth_date"] = raw["birth_date"].str.replace(r"\D", "", regex=True)
    people = people.replace("", pd.NA).dropna(axis="columns", how="all")
    for name in {"email", "phone"} & set(people.columns):
        sharing = people.groupby(name)[name].transform("size")
        people[name] = people[name].mask(sharing > COMMON)
    return people


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unique", action="store_true")
    parser.add_argument("--country", default="FR")
    return parser.parse_args()


if __name__ == "__main__":
    main()
