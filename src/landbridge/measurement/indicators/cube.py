"""The cube: a run's counts, each with the names of what it was, where, by whom and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.measurement.ancestry import Ancestry
from landbridge.measurement.bases import Bases
from landbridge.measurement.exports import borders
from landbridge.measurement.facts import read_facts
from landbridge.measurement.months import Months, read_months
from landbridge.measurement.places import Atlas, read_atlas

OF_LINES = ("country", "province", "city", "site", "maker", "line")
OF_ITEMS = ("segment", "body", "powertrain", "item", "hs_code")
OF_TRADE = ("destination", "market", "mode", "route")
DIMENSIONS = (*OF_LINES, *OF_ITEMS, *OF_TRADE)
_TABLES = ("places", "sites", "items", "lines", "lanes", "routes", "periods", "facts", "ancestry")


@dataclass(frozen=True)
class Quantity:
    """What is counted.

    Parameters
    ----------
    events
        Rows of the counts that hold it.
    expression
        Of one row; None where it is not known.
    figure
        The figure that facts of a year before state; empty: none.
    """

    events: tuple[str, ...]
    expression: pl.Expr
    figure: str = ""


_UNITS = pl.col("units").cast(pl.Float64)
QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        "output": Quantity(("built",), _UNITS, "output"),
        "output_value": Quantity(("built", "made"), _UNITS * pl.col("unit_cny")),
        "capacity": Quantity(("capacity",), pl.col("capacity_units")),
        "deliveries": Quantity(("delivered",), _UNITS),
        "export_units": Quantity(("exported",), _UNITS, "export_units"),
        "export_weight": Quantity(("exported",), _UNITS * pl.col("mass_kg")),
        "export_value": Quantity(("exported",), pl.col("value_cny"), "export_value"),
    }
)


@dataclass(frozen=True)
class Cube:
    """What indicators are worked out from.

    Parameters
    ----------
    rows
        `month`, `event`, every dimension ("" where it has none), `units`, `unit_cny`, `mass_kg`, `value_cny`,
        `capacity_units`.
    months, atlas, bases
        The run's calendar, its places, and the bases on which it speaks.
    names
        Of places, sites and items: English and Chinese.
    """

    rows: pl.DataFrame
    months: Months
    atlas: Atlas
    bases: Bases
    names: Mapping[str, tuple[str, str]]

    def within(self, place: str) -> pl.DataFrame:
        """The rows of the lines that stand in the place."""
        return self.rows.filter(pl.col("site").is_in(sorted(self.atlas.sites(place))))


def read_cube(run: Path) -> Cube:
    """The cube of a run folder; reads the counts and what names them, never the record."""
    return make_cube(
        Network.read(run / Network.kind, _TABLES), Measures.read(run / Measures.kind, ("counts", "capacity"))
    )


def make_cube(network: Network, measures: Measures) -> Cube:
    """The cube of a network and the measures `counts` and `capacity`."""
    sites = network["sites"].select("site", "country", "province", "city", "maker")
    lines = network["lines"].select("line", "site").join(sites, on="site", how="left")
    items = network["items"].select("item", "segment", "body", "powertrain", "hs_code", "mass_kg", unit_cny="value_cny")
    markets = network["sites"].select(market="site", destination=pl.coalesce("country", "place"))
    capacity = measures["capacity"].with_columns(event=pl.lit("capacity"))
    rows = (
        pl.concat([measures["counts"], capacity], how="diagonal")
        .join(lines, on="line", how="left")
        .join(items, on="item", how="left")
        .join(markets, on="market", how="left")
        .join(borders(network).select("route", "mode"), on="route", how="left")
        .with_columns(pl.col(DIMENSIONS).fill_null(""))
    )
    facts = read_facts(network)
    bases = Bases(facts, Ancestry(network, facts))
    return Cube(rows, read_months(network), read_atlas(network), bases, _names(network))


def _names(network: Network) -> Mapping[str, tuple[str, str]]:
    tables = (("items", "item"), ("sites", "site"), ("places", "place"))
    rows = [row for table, name in tables for row in network[table].select(name, "name_en", "name_zh").iter_rows()]
    return MappingProxyType({name: (en or name, zh or name) for name, en, zh in rows})
