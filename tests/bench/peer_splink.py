"""The peer's half of `peer`: run by the peer's own Python, it imports nothing of the product.

usage: peer_splink.py RECORDS.csv PAIRS.csv

The model of Splink's own tutorials for people: its ready-made comparisons, unsupervised training.
Writes every pair above one half, with its probability.
"""

from __future__ import annotations

import sys

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def main(records: str, pairs: str) -> None:
    connection = duckdb.connect()
    database = DuckDBAPI(connection=connection)
    tables = []
    for source in ("base", "acquired"):
        connection.execute(
            f"CREATE TABLE {source} AS SELECT record_id AS unique_id, * EXCLUDE (record_id, source)"
            f" FROM read_csv('{records}', all_varchar=true) WHERE source = '{source}'"
        )
        tables.append(database.register(source))
    rules = [
        block_on("email"),
        block_on("telephone"),
        block_on("family_name", "postal_code"),
        block_on("given_name", "postal_code"),
        block_on("given_name", "family_name"),
    ]
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("family_name").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
            cl.ExactMatch("telephone"),
            cl.LevenshteinAtThresholds("postal_code", 1).configure(term_frequency_adjustments=True),
        ],
    )
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email"), block_on("telephone")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("email"), block_on("family_name", "given_name")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.5)
    connection.execute(
        f"COPY (SELECT unique_id_l, unique_id_r, match_probability FROM {found.physical_name}"
        f" ORDER BY match_probability DESC) TO '{pairs}' (HEADER)"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
