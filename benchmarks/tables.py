"""How fast a large table is read and checked: python benchmarks/tables.py [rows ...] [--rules]."""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from landbridge.network.rules import check
from landbridge.tables.case import read_case
from landbridge.tables.new_case import copy_shipped, write_case

FAULTS = 5


def write_demand(case: Path, rows: int) -> Path:
    """Replace the case's demand by a table of many rows: six columns, with a handful of bad cells planted."""
    items, months = 200, 120
    number = np.arange(rows)
    first = pl.Series(pl.date_range(pl.date(2020, 1, 1), pl.date(2029, 12, 1), "1mo", eager=True)).dt.strftime("%Y-%m")
    frame = pl.DataFrame(
        {
            "market": (number // (items * months)).astype("U10"),
            "item": (number // months % items).astype("U10"),
            "month": first.gather(number % months),
            "quantity": (number % 1000).astype("U10"),
            "promised_d": (20 + number % 40).astype("U10"),
            "confidence": np.full(rows, "synthetic"),
        }
    )
    bad = pl.Series(np.linspace(0, rows - 1, FAULTS, dtype=np.int64))
    frame = frame.with_columns(
        market="market-" + pl.col("market"),
        item="item-" + pl.col("item"),
        quantity=pl.when(pl.int_range(pl.len()).is_in(bad.implode())).then(pl.lit("1,000")).otherwise("quantity"),
    )
    _add_names(case / "sites.csv", "site", frame["market"].unique().to_list())
    _add_names(case / "items.csv", "item", frame["item"].unique().to_list())
    frame.write_csv(case / "demand.csv")
    return case / "demand.csv"


def _add_names(path: Path, column: str, names: list[str]) -> None:
    table = pl.read_csv(path, infer_schema=False)
    more = pl.concat([table.head(1)] * len(names)).with_columns(pl.Series(column, names))
    pl.concat([table, more]).write_csv(path)


def main() -> None:
    """Time reading and checking for each number of rows, and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    for rows in options.rows:
        folder = Path(tempfile.mkdtemp())
        try:
            write_case(folder / "case", copy_shipped)
            path = write_demand(folder / "case", rows)
            size = path.stat().st_size / 1e6
            read, checked = [], []
            for _ in range(options.repeat):
                began = time.perf_counter()
                case = read_case(folder / "case")
                read.append(time.perf_counter() - began)
                began = time.perf_counter()
                found = check(case)
                checked.append(time.perf_counter() - began)
            planted = sum(item.code == "wrong_type" for item in found)
            assert planted == FAULTS, f"{planted} of {FAULTS} planted faults found"
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            print(
                f"{rows:,} rows x 6 columns ({size:.0f} MB): read and declared checks {min(read):.2f} s, "
                f"rules of meaning {min(checked):.2f} s, peak memory {peak:.1f} GB"
            )
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
