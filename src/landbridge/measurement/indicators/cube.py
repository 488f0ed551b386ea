"""The cube: a run's counts, each with the names of what it was, where, by whom and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import polars as pl

from landbridge.documents import Measures, Network
from landbridge.measurement.ancestry import Ancestry
from landbridge.measurement.bases import Bases
from landbridge.measurement.exports import borders, total_value
from landbridge.measurement.facts import Fact, read_facts
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
    counts
        The measures `counts` and `capacity` in one table, capacity being an event of its own.
    lines, items, markets, routes
        What names a line, item, market and route: the dimensions, and the value and mass of an item.
    months, atlas, facts, bases
        The run's calendar, its places, what was published, and the bases on which the run speaks.
    names
        Of places, sites and items: English and Chinese.
    """

    counts: pl.DataFrame
    lines: pl.DataFrame
    items: pl.DataFrame
    markets: pl.DataFrame
    routes: pl.DataFrame
    months: Months
    atlas: Atlas
    facts: Mapping[str, Fact]
    bases: Bases
    names: Mapping[str, tuple[str, str]]
    _sums: dict[tuple[str, ...], pl.DataFrame] = field(default_factory=dict, repr=False)

    def of(self, place: str, events: Sequence[str], by: Sequence[str]) -> pl.LazyFrame:
        """The sums of these events on the lines that stand in the place, with the dimensions asked for.

        Returns
        -------
        polars.LazyFrame
            `month`, the dimensions of lines and items, those of trade that are asked for ("" where there is none),
            `units`, `value_cny`, `capacity_units`, `unit_cny`, `mass_kg`.
        """
        stands = self.lines.lazy().filter(pl.col("site").is_in(sorted(self.atlas.sites(place))))
        found = self._summed(events, by).lazy().join(stands, on="line").join(self.items.lazy(), on="item", how="left")
        if not {"destination", "market"}.isdisjoint(by):
            found = found.join(self.markets.lazy(), on="market", how="left")
        if not {"mode", "route"}.isdisjoint(by):
            found = found.join(self.routes.lazy(), on="route", how="left")
        return found.with_columns(pl.col(by).fill_null("")) if by else found

    def _summed(self, events: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
        """The counts of the events without the keys that nobody asked for; each made once."""
        keys = ["month", "line", "item"]
        keys += ["market"] if not {"destination", "market"}.isdisjoint(by) else []
        keys += ["route"] if not {"mode", "route"}.isdisjoint(by) else []
        asked = (*events, "by", *keys)
        if asked not in self._sums:
            wanted = self.counts.filter(pl.col("event").is_in(events))
            sums = (pl.col("units").sum(), total_value(pl.col("value_cny")), pl.col("capacity_units").sum())
            self._sums[asked] = wanted.group_by(keys).agg(sums)
        return self._sums[asked]


def read_cube(run: Path) -> Cube:
    """The cube of a run folder; reads the counts and what names them, never the record."""
    return make_cube(
        Network.read(run / Network.kind, _TABLES), Measures.read(run / Measures.kind, ("counts", "capacity"))
    )


def make_cube(network: Network, measures: Measures) -> Cube:
    """The cube of a network and the measures `counts` and `capacity`."""
    sites = network["sites"].select("site", "country", "province", "city", "maker")
    capacity = measures["capacity"].with_columns(event=pl.lit("capacity"))
    facts = read_facts(network)
    return Cube(
        counts=pl.concat([measures["counts"], capacity], how="diagonal"),
        lines=network["lines"].select("line", "site").join(sites, on="site", how="left"),
        items=network["items"].select(
            "item", "segment", "body", "powertrain", "hs_code", "mass_kg", unit_cny="value_cny"
        ),
        markets=network["sites"].select(market="site", destination=pl.coalesce("country", "place")),
        routes=borders(network).select("route", "mode"),
        months=read_months(network),
        atlas=read_atlas(network),
        facts=facts,
        bases=Bases(facts, Ancestry(network, facts)),
        names=_names(network),
    )


def _names(network: Network) -> Mapping[str, tuple[str, str]]:
    tables = (("items", "item"), ("sites", "site"), ("places", "place"))
    rows = [row for table, name in tables for row in network[table].select(name, "name_en", "name_zh").iter_rows()]
    return MappingProxyType({name: (en or name, zh or name) for name, en, zh in rows})
