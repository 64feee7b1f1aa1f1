"""Splink's half of `peer`: run by the peer's own Python, it imports nothing of the product.

usage: peer_splink.py RECORDS.csv FOLDER [--unique] [--country FR] [--in-python] [--thresholds …]

From the raw file to FOLDER/clusters-THRESHOLD.csv, as a careful user of Splink would go: cells
cleaned in DuckDB (SQL over columns: 7 s at 1.45 million records where pandas takes 33), values
that more than thirty records share set aside, Splink's ready-made comparisons with term
frequencies, eight blocking rules and more where there are dates or cities, u from random pairs, m
by EM on blocks of e-mail (or date) and of names. Not on blocks of phones or homes: families share
them.

With --in-python cells are cleaned before, one by one (`peer_cleaning`), and not in SQL.

With --unique the two sources hold each person once: pairs are joined one to one, the best first.
(Splink's own `cluster_using_single_best_links` does so too; it is slower, and on febrl4 took
8.8 GB.) Otherwise they are joined by Splink's connected components.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import peer_cleaning
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

CALLING = {
    "FR": 33, "BE": 32, "CH": 41, "LU": 352, "DE": 49, "ES": 34, "IT": 39,
    "GB": 44, "PT": 351, "NL": 31, "PL": 48, "AU": 61, "US": 1,
}  # fmt: skip
COMMON = 30
"""Records that may share an e-mail or a phone; more, and it is nobody's."""

RANDOM_PAIRS = 1e6
"""Pairs u is counted on. At 1.45 million records 1e7 do no better; 1e8 take 220 s, F1 loses .02."""

Database = duckdb.DuckDBPyConnection


def main() -> None:
    options = _options()
    database = duckdb.connect()
    records = options.records
    if options.in_python:
        records = options.folder / "cleaned.csv"
        peer_cleaning.clean_cells(options.records, records, options.country)
    filled = clean(database, records, options.country, is_clean=options.in_python)
    linker = Linker(
        _tables(database, is_linked=options.unique),
        SettingsCreator(
            link_type="link_only" if options.unique else "dedupe_only",
            blocking_rules_to_generate_predictions=blocking(filled),
            comparisons=comparisons(filled),
        ),
    )
    train(linker, filled)
    found = linker.inference.predict(threshold_match_probability=min(options.thresholds))
    for threshold in options.thresholds:
        out = options.folder / f"clusters-{threshold}.csv"
        if options.unique:
            pairs = database.execute(
                f"SELECT unique_id_l, unique_id_r FROM {found.physical_name}"
                f" WHERE match_probability >= {threshold} ORDER BY match_weight DESC, 1, 2"
            ).fetchall()
            _write(out, one_to_one(pairs).items())
        else:
            clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
                found, threshold_match_probability=threshold
            )
            database.execute(
                f"COPY (SELECT unique_id AS record_id, cluster_id FROM {clusters.physical_name})"
                f" TO '{out}' (HEADER)"
            )


def clean(database: Database, records: Path, country: str, *, is_clean: bool) -> set[str]:
    """Make the table `cleaned`, of clean cells as they are; the columns that have any value."""
    database.execute(f"CREATE TABLE raw AS FROM read_csv('{records}', all_varchar = true)")
    columns = {row[0] for row in database.execute("DESCRIBE raw").fetchall()}
    if "country" not in columns:
        database.execute(f"ALTER TABLE raw ADD COLUMN country VARCHAR DEFAULT '{country}'")
    calling = "CASE upper(country) "
    calling += " ".join(f"WHEN '{name}' THEN '{code}'" for name, code in CALLING.items())
    calling += f" ELSE '{CALLING[country]}' END"
    letters = "trim(regexp_replace(lower(strip_accents({})), '[^a-z]+', ' ', 'g'))"
    digits = "regexp_replace({}, '[^0-9]', '', 'g')"
    dialled = "regexp_replace(regexp_replace(phone, '[^0-9+]', '', 'g'), '^(\\+|00)', '')"
    rules = {
        "given_name": letters.format("given_name"),
        "family_name": letters.format("family_name"),
        "city": letters.format("city"),
        "email": "lower(trim(email))",
        "phone": f"regexp_replace({dialled}, '^0', {calling})",
        "postal_code": "upper(regexp_replace(postal_code, '[^A-Za-z0-9]', '', 'g'))",
        "birth_date": digits.format("birth_date"),
    }
    present = [name for name in rules if name in columns]
    rules = {name: name for name in rules} if is_clean else rules
    cells = ", ".join(f"nullif({rules[name]}, '') AS {name}" for name in present)
    database.execute(
        f"CREATE TABLE cleaned AS SELECT record_id AS unique_id, source, {cells} FROM raw"
    )
    for name in {"email", "phone"} & set(present):
        database.execute(
            f"UPDATE cleaned SET {name} = NULL WHERE {name} IN"
            f" (SELECT {name} FROM cleaned GROUP BY 1 HAVING count(*) > {COMMON})"
        )
    counts = ", ".join(f"count({name})" for name in present)
    counted = database.execute(f"SELECT {counts} FROM cleaned").fetchone()
    filled = {name for name, count in zip(present, counted, strict=True) if count}
    if "email" in filled:
        database.execute("ALTER TABLE cleaned ADD COLUMN mailbox VARCHAR")
        database.execute(
            "UPDATE cleaned SET mailbox = split_part(email, '@', 1) WHERE email LIKE '______%@%'"
        )
    return filled


def blocking(filled: set[str]) -> list[Any]:
    """The pairs worth comparing: eight rules for names, e-mail, phone and postal code."""
    initials = ("substr(family_name, 1, 3)", "substr(given_name, 1, 1)")
    rules: list[tuple[set[str], Any]] = [
        ({"email"}, block_on("email")),
        ({"email"}, block_on("mailbox")),
        ({"phone"}, block_on("phone")),
        (set(), block_on("given_name", "family_name")),
        (set(), "l.given_name = r.family_name AND l.family_name = r.given_name"),
        ({"postal_code"}, block_on("family_name", "postal_code")),
        ({"postal_code"}, block_on("given_name", "postal_code")),
        ({"postal_code"}, block_on(*initials, "substr(postal_code, 1, 2)")),
        ({"birth_date"}, block_on("birth_date")),
        ({"birth_date"}, block_on(*initials, "substr(birth_date, 1, 4)")),
        ({"city"}, block_on("city", "substr(family_name, 1, 3)")),
        ({"city"}, block_on("city", "given_name")),
    ]
    return [rule for needed, rule in rules if needed <= filled]


def comparisons(filled: set[str]) -> list[Any]:
    """Splink's own for people; a postal code also agrees by its area."""
    area = cll.ExactMatchLevel("substr(postal_code, 1, 2)")
    postal = cl.CustomComparison(
        output_column_name="postal_code",
        comparison_levels=[
            cll.NullLevel("postal_code"),
            cll.ExactMatchLevel("postal_code", term_frequency_adjustments=True),
            cll.LevenshteinLevel("postal_code", 1),
            area.configure(label_for_charts="Same area"),
            cll.ElseLevel(),
        ],
    )
    phone = cl.LevenshteinAtThresholds("phone", 1)
    city = cl.JaroWinklerAtThresholds("city", [0.9])
    made = {
        "given_name": cl.NameComparison("given_name"),
        "family_name": cl.NameComparison("family_name"),
        "email": cl.EmailComparison("email"),
        "phone": phone.configure(term_frequency_adjustments=True),
        "postal_code": postal,
        "birth_date": cl.DateOfBirthComparison(
            "birth_date",
            input_is_string=True,
            datetime_format="%Y%m%d",
            invalid_dates_as_null=False,
        ),
        "city": city.configure(term_frequency_adjustments=True),
    }
    return [comparison for name, comparison in made.items() if name in filled]


def train(linker: Linker, filled: set[str]) -> None:
    """Unsupervised: the prior from strict rules, u from random pairs, m by EM."""
    strict = {
        "email": block_on("email", "given_name"),
        "phone": block_on("phone", "given_name"),
        "birth_date": block_on("given_name", "family_name", "birth_date"),
        "postal_code": block_on("given_name", "family_name", "postal_code"),
    }
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [rule for name, rule in strict.items() if name in filled], recall=0.8
    )
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    apart_from_names = block_on("email" if "email" in filled else "birth_date")
    training.estimate_parameters_using_expectation_maximisation(apart_from_names)
    training.estimate_parameters_using_expectation_maximisation(
        block_on("given_name", "family_name")
    )


def one_to_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each record's group, the pairs taken as they come while both are free."""
    group: dict[str, str] = {}
    for first, second in pairs:
        if first not in group and second not in group:
            group[first] = group[second] = first
    return group


def _tables(database: Database, *, is_linked: bool) -> list[Any]:
    """What is compared: a table for each source, or one of all."""
    splink = DuckDBAPI(connection=database)
    if not is_linked:
        return [splink.register("cleaned")]
    sources = database.execute("SELECT DISTINCT source FROM cleaned ORDER BY 1").fetchall()
    tables = []
    for number, (source,) in enumerate(sources):
        database.execute(
            f"CREATE TABLE source_{number} AS"
            f" SELECT * EXCLUDE (source) FROM cleaned WHERE source = '{source}'"
        )
        tables.append(splink.register(f"source_{number}"))
    return tables


def _write(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("record_id", "cluster_id"))
        writer.writerows(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unique", action="store_true")
    parser.add_argument("--country", default="FR")
    parser.add_argument("--in-python", action="store_true")
    parser.add_argument("--thresholds", type=float, nargs="+", default=[0.95])
    return parser.parse_args()


if __name__ == "__main__":
    main()
