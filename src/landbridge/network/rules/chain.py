"""Who makes, uses and supplies what: the frames that several rules look at."""

from __future__ import annotations

import functools
from collections.abc import Callable

import polars as pl

from landbridge.network.replenishment import RULE
from landbridge.tables.case import Case

_Frame = Callable[[Case], pl.DataFrame]


def _kept(frame: _Frame) -> _Frame:
    """The same, worked out once for all the rules that look at a case one after the other."""
    last: list[tuple[Case, pl.DataFrame]] = []

    @functools.wraps(frame)
    def of(case: Case) -> pl.DataFrame:
        known = next((found for of_case, found in last if of_case is case), None)
        if known is None:
            known = frame(case)
            last[:] = [(case, known)]
        return known

    return of


@_kept
def made(case: Case) -> pl.DataFrame:
    """One row an item that a line can make: ``line``, ``site``, ``mode``, ``item``, ``_row`` (of lines)."""
    lines = case["lines"].select("line", "site", "mode", "items", "_row").drop_nulls("line")
    return (
        lines.explode("items")
        .rename({"items": "item"})
        .drop_nulls("item")
        .unique(["line", "site", "item"], keep="first")
    )


@_kept
def used(case: Case) -> pl.DataFrame:
    """One row an input that a line takes for an item it can make.

    Columns ``line``, ``site``, ``mode``, ``made`` (the item made), ``item`` (the input), ``quantity`` (units of the
    input for one unit) and ``_row`` (of bills).
    """
    bills = (
        case["bills"].select(made="item", item="input", quantity="quantity", _row="_row").drop_nulls(["made", "item"])
    )
    return made(case).drop("_row").rename({"item": "made"}).join(bills, on="made")


@_kept
def sources(case: Case) -> pl.DataFrame:
    """The replenishment rows, each a source of a stock, with what the other tables say about them.

    Added: ``users`` (lines of the site that use the item, sorted), ``consumer`` (the one named, or the only one),
    ``origin`` and ``destination`` of the lane, ``kind`` (of the site at the origin), ``suppliers`` (order lines there
    that make the item, sorted) and ``carries`` (items of the lane).
    """
    users = used(case).group_by("site", "item").agg(users=pl.col("line").unique().sort())
    makers = made(case).filter(pl.col("mode") == "order")
    makers = makers.group_by(pl.col("site").alias("origin"), "item").agg(suppliers=pl.col("line").unique().sort())
    lanes = case["lanes"].select("lane", "origin", "destination", carries="items").unique("lane", keep="first")
    sites = case["sites"].select(origin="site", kind="kind").unique("origin", keep="first")
    only = pl.when(pl.col("users").list.len() == 1).then(pl.col("users").list.first())
    return (
        case["replenishment"]
        .join(users, on=["site", "item"], how="left")
        .join(lanes.drop_nulls("lane"), on="lane", how="left")
        .join(sites.drop_nulls("origin"), on="origin", how="left")
        .join(makers, on=["origin", "item"], how="left")
        .with_columns(pl.col("users", "suppliers").fill_null([]), consumer=pl.coalesce("line", only))
    )


@_kept
def stocks(case: Case) -> pl.DataFrame:
    """One row a stock: ``site``, ``item``, ``line``, ``users``, ``consumer``, and what its rows say of its rule.

    Added for every column c of the rule: ``c_row``, the first row that says it, or else the stock's first. ``_row`` is
    that of ``policy``. Where rows differ (see rules/stock_rules.py) the first of them counts.
    """
    rows = sources(case).sort("_row")
    first = pl.col("_row").first()
    said = [pl.col(c).drop_nulls().first() for c in RULE]
    where = [pl.col("_row").filter(pl.col(c).is_not_null()).first().fill_null(first).alias(f"{c}_row") for c in RULE]
    # a stock whose line is not known is told by what its row says
    grouped = rows.with_columns(of=pl.coalesce("consumer", "line")).group_by("site", "item", "of", maintain_order=True)
    kept = grouped.agg(pl.col("line", "users", "consumer").first(), *said, *where)
    return kept.with_columns(_row=pl.col("policy_row")).drop("of")


def supplied(case: Case) -> pl.Series:
    """The items that somebody makes, or that come from a source at the edge of the case."""
    from_sources = sources(case).filter(pl.col("kind") == "source")["item"]
    return pl.concat([made(case)["item"], from_sources]).drop_nulls().unique()


def lane_ends(case: Case) -> pl.DataFrame:
    """The lanes by name: ``lane``, ``origin``, ``destination``, ``items``; one row each."""
    return (
        case["lanes"].select("lane", "origin", "destination", "items").drop_nulls("lane").unique("lane", keep="first")
    )
