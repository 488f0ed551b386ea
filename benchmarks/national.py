"""The synthetic national industry, whole and in other sizes: what its year takes.

The generator's tables are changed for two of the directions in which size grows: smaller lots, and more tiers, each
as wide as the first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.running import Engine, peak_mb, warm
from landbridge.cases import shipped
from landbridge.cases.national import Size, write_national
from landbridge.documents.document import Network, Plan
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.tables.case import read_case

Tables = Mapping[str, pl.DataFrame]
DEEP_LOT_D, DEEP_COVER_D = 0.25, 5
"""Lots of the added tiers, and what they order for, in days of use."""


@dataclass(frozen=True)
class Scale:
    """How large: vehicles a year, first-tier suppliers, plants; tiers (None: the generator's three); lots.

    Parameters
    ----------
    tiers
        Tiers of makers, each as many as the first; the generator's own second and third have a tenth each.
    smaller_lots
        Divides the order quantities of the plants' parts, which multiplies the number of lots.
    """

    vehicles: int = 10_000_000
    suppliers: int = 600
    plants: int = 17
    tiers: int | None = None
    smaller_lots: float = 1.0


def prepare(scale: Scale, days: tuple[date, date] | None = None) -> tuple[Network, Plan]:
    """The network and its plan; for a few days and without warm-up if so asked."""
    with tempfile.TemporaryDirectory() as folder:
        write_national(Path(folder), Size(scale.vehicles, scale.suppliers, scale.plants))
        case = read_case(Path(folder))
    tables: Tables = case.tables
    if scale.tiers is not None:
        tables = deepened(tables, scale.tiers)
    if scale.smaller_lots != 1:
        tables = {**tables, "replenishment": split_lots(tables["replenishment"], scale.smaller_lots)}
    settings = case.settings
    if days:
        settings = settings.model_copy(update={"start": days[0], "end": days[1], "warm_up_d": 0})
    network = compile_network(replace(case, tables=tables, settings=settings))
    return network, given(network)


def split_lots(stocks: pl.DataFrame, by: float) -> pl.DataFrame:
    """The plants' parts in lots that are so much smaller, at the same reorder points."""
    at_plants = pl.col("site").str.starts_with("plant-") & pl.col("policy").is_not_null()
    point, up_to, quantity = (pl.col(name) for name in ("reorder_point", "order_up_to", "order_quantity"))
    smaller = {
        "order_quantity": (quantity / by).round().clip(1),
        "order_up_to": point + ((up_to - point) / by).round().clip(1),
        "minimum_order": None,
        "order_multiple": None,
    }
    return stocks.with_columns(
        pl.when(at_plants).then(value).otherwise(pl.col(name)).cast(stocks.schema[name]).alias(name)
        for name, value in smaller.items()
    )


def deepened(tables: Tables, tiers: int) -> Tables:
    """The chain with its parts made of parts, tier below tier, one maker each, in place of what is below the first."""
    makers = tables["lines"].filter(pl.col("items").list.first().str.starts_with("part-"))
    parts = sorted(makers["items"].list.first().unique())
    bills = tables["bills"].filter(~pl.col("item").is_in(parts))
    deep: dict[str, list[pl.DataFrame]] = {name: [tables[name]] for name in ("sites", "items", "lines", "lanes")}
    stocks = [tables["replenishment"].filter(~pl.col("site").is_in(makers["site"].to_list()))]
    links = [bills]
    above = [(row["site"], row["items"][0], row) for row in makers.iter_rows(named=True)]
    for tier in range(2, tiers + 1):
        of_above = {item: f"tier-{tier}-{item.removeprefix('part-').split('-')[-1]}" for _, item, _ in above}
        _add_tier(tables, deep, stocks, above, of_above)
        links.append(_rows(tables["bills"], [{"item": i, "input": m, "quantity": 1} for i, m in of_above.items()]))
        row_of = {item: row for _, item, row in sorted(above, key=lambda way: way[2]["units_per_day"])}
        above = [(made, made, row_of[item]) for item, made in of_above.items()]
    return {
        **tables,
        **{name: pl.concat(frames) for name, frames in deep.items()},
        "replenishment": pl.concat(stocks),
        "bills": pl.concat(links),
    }


def _add_tier(
    tables: Tables,
    deep: dict[str, list[pl.DataFrame]],
    stocks: list[pl.DataFrame],
    above: list[tuple[str, str, Any]],
    of_above: Mapping[str, str],
) -> None:
    """Makers of what the tier above takes, with their lanes and stocks."""
    site = tables["sites"].filter(pl.col("site").str.starts_with("maker-")).row(0, named=True)
    item = tables["items"].filter(pl.col("item").str.starts_with("part-")).row(0, named=True)
    lane = tables["lanes"].filter(pl.col("origin").str.starts_with("maker-")).row(0, named=True)
    made = sorted(set(of_above.values()))
    # a part's second maker is the smaller one
    row_of = {of_above[u]: row for _, u, row in sorted(above, key=lambda way: way[2]["units_per_day"])}
    deep["sites"].append(_rows(tables["sites"], [{**site, "site": name} for name in made]))
    deep["items"].append(_rows(tables["items"], [{**item, "item": name} for name in made]))
    lines = [{**row_of[m], "line": f"line-{m}", "site": m, "items": [m], "scrap_share": None} for m in made]
    deep["lines"].append(_rows(tables["lines"], lines))
    ways = [(of_above[upper], at, row["units_per_day"]) for at, upper, row in above]
    lanes = [{**lane, "lane": f"{origin}--{at}", "origin": origin, "destination": at} for origin, at, _ in ways]
    deep["lanes"].append(_rows(tables["lanes"], lanes))
    refills = []
    for origin, at, daily in ways:
        quantity, point = max(1, round(daily * DEEP_LOT_D)), round(daily * DEEP_COVER_D)
        refills.append(
            {
                "site": at,
                "item": origin,
                "lane": f"{origin}--{at}",
                "policy": "reorder_point",
                "reorder_point": point,
                "order_quantity": quantity,
                "initial": point + 2 * quantity,
            }
        )
    stocks.append(_rows(tables["replenishment"], refills))


def _rows(like: pl.DataFrame, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows of a table that was read: what is not given is its first row's where no row may be without."""
    first = like.row(0, named=True)
    kept = {column: first[column] for column in ("confidence", "source", "share", "priority") if column in first}
    whole = [{column: (kept | row).get(column) for column in like.columns} for row in rows]
    return pl.DataFrame(whole, schema=like.schema)


def compile_engine() -> None:
    """Have the compiled code in its cache."""
    warm(*_small())


def measure_year(with_record: bool = True, **scale: Any) -> dict[str, Any]:
    """One year: memory laid out, run, record made, each apart; memory before the record is made and after."""
    warm(*_small())
    base_mb = peak_mb()
    network, plan = prepare(Scale(**scale))
    engine = Engine(network, plan)
    engine.lay_out()
    laid_mb = peak_mb()
    engine.run()
    engine_mb = peak_mb()
    lengths = {name: [len(a), a.nbytes] for name, a in engine.memory._asdict().items()}
    made: dict[str, Any] = {}
    if with_record:
        built = engine.record()["vehicles"].height
        made = {"built": built, "record": asdict(engine.writing), "record_mb": peak_mb()}
    return {
        **made,
        "started": engine.started,
        "lots": engine.lots,
        "events": engine.events,
        "horizon_ms": network.settings["warm_up_ms"] + network.settings["end_ms"],
        "tally": [int(value) for value in engine.memory.tally],
        "lengths": lengths,
        "layout": asdict(engine.laying_out),
        "engine": asdict(engine.running),
        "program_mb": base_mb,
        "laid_mb": laid_mb,
        "engine_mb": engine_mb,
    }


def measure_size(**scale: Any) -> dict[str, Any]:
    """The same without the record: how time and memory grow."""
    warm(*_small())
    engine = Engine(*prepare(Scale(**scale)))
    engine.lay_out()
    engine.run()
    return {
        "started": engine.started,
        "lots": engine.lots,
        "events": engine.events,
        "layout": asdict(engine.laying_out),
        "engine": asdict(engine.running),
        "engine_mb": peak_mb(),
    }


def _small() -> tuple[Network, Plan]:
    network = compile_network(read_case(shipped()["starter"]))
    return network, given(network)
