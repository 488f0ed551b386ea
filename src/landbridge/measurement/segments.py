"""Segments: which links of the chain the region has, which come from outside, and which hang on one supplier."""

from __future__ import annotations

import polars as pl

from landbridge.documents import Network
from landbridge.measurement.places import Atlas
from landbridge.measurement.sourcing import possible_suppliers

SEGMENTS = ("raw_material", "component", "battery", "vehicle", "equipment", "iot")


def chain(network: Network, atlas: Atlas, production: pl.DataFrame, supplies: pl.DataFrame) -> pl.DataFrame:
    """The table `chain`: one row an item, with where it comes from and on how many suppliers it hangs.

    Parameters
    ----------
    production, supplies
        Vehicles built and what arrived in the horizon, as counted by `production` and `count_supplies`.
    """
    region = sorted(atlas.sites(atlas.territory))
    ways = _ways(network)
    local = pl.col("supplier").is_in(region)
    # a source is the edge of the case: it stands for a market, and nobody hangs on it as on a firm
    sole = (pl.col("supplier").n_unique() == 1) & pl.col("made").all()
    sides = ways.group_by("item").agg(
        suppliers=pl.col("supplier").n_unique().cast(pl.Int64),
        region_suppliers=pl.col("supplier").filter(local).n_unique().cast(pl.Int64),
        users=pl.col("site").n_unique().cast(pl.Int64),
        sole_supplier=pl.when(sole).then(pl.col("supplier").first()),
    )
    units = (
        _units(production, supplies)
        .group_by("item")
        .agg(pl.col("units").sum(), local_units=pl.col("units").filter(local).sum())
    )
    of_region = pl.col("region_suppliers")
    origin = (
        pl.when(pl.col("suppliers") == 0)
        .then(pl.lit("none"))
        .when(of_region == 0)
        .then(pl.lit("outside"))
        .when(of_region == pl.col("suppliers"))
        .then(pl.lit("region"))
        .otherwise(pl.lit("both"))
    )
    counts = ("suppliers", "region_suppliers", "users", "units", "local_units")
    return (
        network["items"]
        .select("segment", "item", "name_en", "name_zh", "unit", unit_cny="value_cny")
        .join(sides, on="item", how="left")
        .join(units, on="item", how="left")
        .with_columns(pl.col(counts).fill_null(0))
        .with_columns(
            origin=origin,
            value_cny=pl.col("units") * pl.col("unit_cny"),
            local_percent=pl.when(pl.col("units") > 0).then(pl.col("local_units") / pl.col("units") * 100),
        )
        .sort(pl.col("segment").cast(pl.Enum(SEGMENTS)), "item")
    )


def segments(network: Network, atlas: Atlas, chain: pl.DataFrame, content: pl.DataFrame) -> pl.DataFrame:
    """The table `segments`: every segment of the chain, whether the case has it or not.

    Parameters
    ----------
    chain, content
        The tables `chain` and `local_content`.
    """
    region = sorted(atlas.sites(atlas.territory))
    makers = (
        _ways(network)
        .filter(pl.col("supplier").is_in(region), pl.col("made"))
        .join(network["items"].select("item", "segment"), on="item")
        .join(network["sites"].select(supplier="site", maker="maker"), on="supplier", how="left")
        .group_by("segment")
        .agg(
            plants=pl.col("supplier").n_unique().cast(pl.Int64),
            makers=pl.col("maker").drop_nulls().n_unique().cast(pl.Int64),
        )
    )
    known = pl.col("value_cny").is_not_null().all()
    value = pl.when(known).then(pl.col("value_cny").sum())
    sole = pl.col("sole_supplier").is_not_null() & (pl.col("units") > 0)
    of_items = chain.group_by("segment").agg(
        items=pl.len().cast(pl.Int64),
        region_items=pl.col("origin").is_in(["region", "both"]).sum().cast(pl.Int64),
        outside_items=(pl.col("origin") == "outside").sum().cast(pl.Int64),
        sole_items=sole.sum().cast(pl.Int64),
        value_cny=value,
        local=pl.when(known).then((pl.col("value_cny") * pl.col("local_percent").fill_null(0) / 100).sum()),
        sole=pl.when(known).then(pl.col("value_cny").filter(sole).sum()),
    )
    fleet = (
        content.filter(pl.col("segment") != "all")
        .group_by("segment")
        .agg(
            fleet=(pl.col("value_cny") * pl.col("units")).sum(),
            fleet_local=(pl.col("local_cny") * pl.col("units")).sum(),
        )
    )
    positive = pl.col("value_cny") > 0
    counts = ("items", "region_items", "outside_items", "sole_items", "plants", "makers")
    return (
        pl.DataFrame({"segment": SEGMENTS})
        .join(of_items, on="segment", how="left")
        .join(makers, on="segment", how="left")
        .join(fleet, on="segment", how="left")
        .with_columns(pl.col(counts).fill_null(0))
        .with_columns(
            presence=_presence(),
            local_percent=pl.when(positive).then(pl.col("local") / pl.col("value_cny") * 100),
            sole_percent=pl.when(positive).then(pl.col("sole") / pl.col("value_cny") * 100),
            content_share_percent=_percent(pl.col("fleet"), pl.col("fleet").sum()),
            local_content_percent=_percent(pl.col("fleet_local"), pl.col("fleet")),
        )
    )


def _presence() -> pl.Expr:
    return (
        pl.when(pl.col("region_items") + pl.col("outside_items") == 0)
        .then(pl.lit("absent"))
        .when(pl.col("region_items") == 0)
        .then(pl.lit("outside"))
        .when(pl.col("outside_items") == 0)
        .then(pl.lit("region"))
        .otherwise(pl.lit("both"))
    )


def _percent(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole * 100)


def _ways(network: Network) -> pl.DataFrame:
    """`item`, `site` (that uses it), `supplier`, `made` (in the case); a vehicle's plant is its supplier and user."""
    bought = possible_suppliers(network).select("item", "site", "supplier", made=pl.col("maker_line").is_not_null())
    vehicles = network["items"].filter(pl.col("segment") == "vehicle").select("item")
    built = (
        network["lines"]
        .select("site", item="items")
        .explode("item")
        .join(vehicles, on="item", how="semi")
        .select("item", "site", supplier="site", made=pl.lit(value=True))
    )
    return pl.concat([bought, built]).unique()


def _units(production: pl.DataFrame, supplies: pl.DataFrame) -> pl.DataFrame:
    """`item`, `supplier`, `units` of the horizon: vehicles by plant, what goes into them by supplier."""
    built = production.select("item", "units", supplier="site")
    return pl.concat(part.select(pl.col("item", "supplier").cast(pl.String), "units") for part in (built, supplies))
