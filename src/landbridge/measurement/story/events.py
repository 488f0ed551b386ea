"""The events of the record by what they concern, each table read in one way only.

An event is a row of time_ms, priority (rule T4), activity and sequence (rule T5), part (what one event causes follows
it), site, kind and what it is about.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

from landbridge.documents import Network, Record
from landbridge.measurement.closures import read_occurrences
from landbridge.measurement.story.entity import Entity

_AFTER_UNITS = 2**40
_ANY = 2**30
_TEXT = pl.lit(None, pl.String)
_SCHEMA = {
    "time_ms": pl.Int64,
    "priority": pl.Int64,
    "activity": pl.Int64,
    "sequence": pl.Int64,
    "part": pl.Int64,
    "site": pl.String,
    "kind": pl.String,
    "subject": pl.String,
    "item": pl.String,
    "units": pl.Int64,
    "at": pl.String,
    "by": pl.String,
}


def _events(
    rows: pl.DataFrame, kind: str | pl.Expr, time: str, priority: int | pl.Expr, **given: object
) -> pl.DataFrame:
    """Rows as events of a kind; what is not given is empty. Columns are given by expression, constants as they are."""
    filled: dict[str, object] = {
        "time_ms": pl.col(time), "priority": priority, "activity": _ANY, "sequence": 0, "part": 0, "site": _TEXT,
        "kind": pl.lit(kind) if isinstance(kind, str) else kind, "subject": _TEXT, "item": _TEXT,
        "units": pl.lit(None, pl.Int64), "at": _TEXT, "by": _TEXT, **given,
    }  # fmt: skip
    columns = {name: value if isinstance(value, pl.Expr) else pl.lit(value) for name, value in filled.items()}
    return rows.select(columns[name].cast(dtype).alias(name) for name, dtype in _SCHEMA.items())


class Frames:
    """The record's tables with the names that a story needs."""

    def __init__(self, network: Network, record: Record) -> None:
        self.network = network
        self.record = record

    def _index(self, table: str, key: str) -> pl.DataFrame:
        return self.network[table].select(key).with_row_index("activity")

    @functools.cached_property
    def vehicles(self) -> pl.DataFrame:
        """Vehicles with name, site and activity of their line."""
        text = pl.col("line", "item", "quality", "market", "route").cast(pl.String)
        lines = self._index("lines", "line").join(self.network["lines"].select("line", "site"), on="line")
        named = self.record["vehicles"].with_columns(text).join(lines, on="line", how="left", maintain_order="left")
        return named.with_columns(name=pl.format("{}:{}", "line", "unit"))

    @functools.cached_property
    def lots(self) -> pl.DataFrame:
        """Lots with their stock, its activity and that of its line, lane and name."""
        text = pl.col("site", "item", "line", "supplier", "maker_line").cast(pl.String)
        stocks = self.network["stocks"].select("stock", "site", "item", "line").with_row_index("activity")
        lanes = self.network["sources"].select("stock", "supplier", "lane").unique(["stock", "supplier"], keep="first")
        lines = self._index("lines", "line").rename({"activity": "line_activity"})
        pace = self.network["lines"].filter(mode="pace").select("line", paced=True)
        named = self.record["lots"].with_columns(text).join(stocks, on=["site", "item", "line"], how="left")
        named = named.join(lanes, on=["stock", "supplier"], how="left").join(lines, on="line", how="left")
        return named.join(pace, on="line", how="left").with_columns(name=pl.format("{}#{}", "stock", "number"))

    @functools.cached_property
    def movements(self) -> pl.DataFrame:
        """Movements with where they began and ended, and their activity."""
        text = pl.col("lane", "terminal", "service").cast(pl.String)
        ends = self.network["lanes"].select("lane", "origin", "destination")
        sites = self.network["terminals"].select("terminal", terminal_site="site")
        lanes = self._index("lanes", "lane").rename({"activity": "on_lane"})
        terminals = self._index("terminals", "terminal").rename({"activity": "on_terminal"})
        named = self.record["movements"].with_columns(text)
        for table, key in ((ends, "lane"), (sites, "terminal"), (lanes, "lane"), (terminals, "terminal")):
            named = named.join(table, on=key, how="left", maintain_order="left")
        return named.with_columns(
            begins_at=pl.coalesce("origin", "terminal_site"),
            ends_at=pl.coalesce("destination", "terminal_site"),
            activity=pl.coalesce("on_lane", pl.col("on_terminal") + self.network["lanes"].height),
            name=pl.format("{}#{}", pl.coalesce("lane", "terminal"), "number"),
        )

    @functools.cached_property
    def departures(self) -> pl.DataFrame:
        """Departures with their lane's ends, their activity and name."""
        services = self.network["services"].select("service", "lane").with_row_index("activity")
        ends = self.network["lanes"].select("lane", "origin", "destination")
        named = self.record["departures"].with_columns(pl.col("service").cast(pl.String))
        named = named.join(services, on="service", how="left").join(ends, on="lane", how="left")
        return named.with_columns(name=pl.format("{}#{}", "service", "number"))


def of_units(units: pl.DataFrame) -> list[pl.DataFrame]:
    """Begun, off the line, assigned, delivered."""
    own = {
        "activity": pl.col("activity"),
        "sequence": pl.col("unit"),
        "subject": pl.col("name"),
        "item": pl.col("item"),
    }
    here = {"site": pl.col("site"), **own}
    finished = pl.when(pl.col("quality").is_null()).then(pl.lit("finished")).otherwise(pl.col("quality"))
    waited = pl.when(pl.col("assigned_ms") == pl.col("finished_ms")).then(3).otherwise(4)
    to = {"at": pl.col("route"), "by": pl.col("market"), "part": 1}
    return [
        _events(units, "started", "started_ms", 7, at=pl.col("line"), **here),
        _events(units, finished, "finished_ms", 3, at=pl.col("line"), **here),
        _events(units, "assigned", "assigned_ms", waited, **here, **to),
        _events(
            units,
            "delivered",
            "delivered_ms",
            2,
            site=pl.col("market"),
            **{**own, "activity": _ANY},
            by=pl.col("market"),
        ),
    ]


def of_lots(lots: pl.DataFrame) -> list[pl.DataFrame]:
    """Ordered, begun, shipped, arrived, put on the shelf."""
    own = {"subject": pl.col("name"), "item": pl.col("item"), "units": pl.col("quantity"), "by": pl.col("supplier")}
    made = lots.filter(pl.col("maker_line").is_not_null())
    late = lots.filter(pl.col("stored_ms") > pl.col("arrived_ms"))
    arrival = {"activity": pl.col("activity"), "sequence": pl.col("number"), "site": pl.col("site")}
    ordering = {
        "activity": pl.when(pl.col("paced").fill_null(False)).then(pl.col("line_activity")).otherwise(_ANY),
        "sequence": pl.lit(_AFTER_UNITS) + pl.col("number"),
    }
    there = {"site": pl.col("supplier"), "activity": _ANY, "sequence": pl.lit(2 * _AFTER_UNITS) + pl.col("number")}
    return [
        _events(lots, "ordered", "ordered_ms", 7, site=pl.col("site"), **ordering, **own),
        _events(made, "begun", "begun_ms", 7, **there, **own, at=pl.col("maker_line"), part=1),
        _events(lots, "shipped", "shipped_ms", 7, **there, **own, at=pl.col("lane"), part=2),
        _events(lots, "arrived", "arrived_ms", 0, **arrival, **own, at=pl.col("lane")),
        _events(late, "stored", "stored_ms", 7, **arrival, **own, part=3),
    ]


def of_movements(moved: pl.DataFrame) -> list[pl.DataFrame]:
    """Left and reached on lanes, begun and done at terminals."""
    own = {"activity": pl.col("activity"), "sequence": pl.col("number"), "subject": pl.col("name")}
    own |= {"units": pl.col("units"), "at": pl.coalesce("lane", "terminal"), "by": pl.col("service")}
    lane, terminal = pl.col("lane").is_not_null(), pl.col("terminal").is_not_null()
    begins = {"site": pl.col("begins_at"), "part": 1, **own}
    ends = {"site": pl.col("ends_at"), **own}
    scheduled = pl.when(pl.col("service").is_not_null()).then(5).otherwise(6)
    return [
        _events(moved.filter(lane), "left", "began_ms", scheduled, **begins),
        _events(moved.filter(lane), "reached", "ended_ms", 2, **ends),
        _events(moved.filter(terminal), "handling", "began_ms", 2, **begins),
        _events(moved.filter(terminal), "handled", "ended_ms", 2, **ends),
    ]


def of_departures(runs: pl.DataFrame) -> list[pl.DataFrame]:
    """Departed, or did not run."""
    kind = pl.when(pl.col("loaded_units") > 0).then(pl.lit("departed")).otherwise(pl.lit("not_run"))
    there = {"site": pl.col("origin"), "activity": pl.col("activity"), "sequence": pl.col("number")}
    own = {"subject": pl.col("name"), "units": pl.col("loaded_units"), "at": pl.col("lane")}
    return [_events(runs, kind, "departs_ms", 5, **there, **own, by=pl.col("queued_units").cast(pl.String))]


def of_stops(frames: Frames, line: pl.Expr) -> list[pl.DataFrame]:
    """Stood and went on."""
    text = pl.col("line", "cause", "item", "supplier").cast(pl.String)
    lines = frames.network["lines"].select("line", "site").with_row_index("activity")
    stops = frames.record["stops"].with_columns(text).join(lines, on="line", how="left").filter(line)
    own = {"site": pl.col("site"), "activity": pl.col("activity"), "sequence": pl.col("unit")}
    own |= {"subject": pl.format("{}:{}", "line", "unit"), "item": pl.col("item"), "at": pl.col("line")}
    kind = pl.when(pl.col("cause") == "part").then(pl.lit("stopped")).otherwise(pl.lit("blocked"))
    return [
        _events(stops, kind, "began_ms", 7, **own, by=pl.col("supplier"), part=0),
        _events(stops, "resumed", "ended_ms", 7, **own, part=-1),
    ]


def of_demands(frames: Frames, market: str) -> list[pl.DataFrame]:
    """What a market asks for."""
    text = pl.col("market", "item").cast(pl.String)
    wanted = frames.record["demands"].with_columns(text).filter(market=market)
    own = {"site": pl.col("market"), "by": pl.col("market"), "item": pl.col("item"), "units": pl.col("quantity")}
    return [_events(wanted, "demanded", "demanded_ms", 4, sequence=pl.col("number"), **own)]


def of_disruptions(frames: Frames, *targets: tuple[str, str], disruption: str | None = None) -> list[pl.DataFrame]:
    """Begun and over; of one disruption, or of all that hit the targets. What they change, holds at that instant."""
    network = frames.network
    homes = {("line", line): site for line, site in network["lines"].select("line", "site").iter_rows()}
    homes |= {("terminal", name): site for name, site in network["terminals"].select("terminal", "site").iter_rows()}
    homes |= {("lane", lane): site for lane, site in network["lanes"].select("lane", "origin").iter_rows()}
    rows = [
        (one.began_ms, one.ended_ms, f"{one.disruption}#{one.number}", one.target, one.factor,
         one.target if one.kind == "site" else homes.get((one.kind, one.target)))
        for one in read_occurrences(network, frames.record)
        if one.disruption == disruption or (one.kind, one.target) in targets
    ]  # fmt: skip
    names = ("began_ms", "ended_ms", "name", "target", "factor", "site")
    types = (pl.Int64, pl.Int64, pl.String, pl.String, pl.Int64, pl.String)
    frame = pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")
    own = {"site": pl.col("site"), "subject": pl.col("name"), "at": pl.col("target"), "units": pl.col("factor")}
    over = frame.filter(pl.col("ended_ms") < network.settings["end_ms"])
    return [_events(frame, "disrupted", "began_ms", -1, **own), _events(over, "recovered", "ended_ms", -1, **own)]


def _line(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    name = entity.name
    units = frames.vehicles.filter(line=name)
    lots = frames.lots.filter((pl.col("line") == name) | (pl.col("maker_line") == name))
    site = dict(frames.network["lines"].select("line", "site").iter_rows())[name]
    struck = of_disruptions(frames, ("line", name), ("site", site))
    return [*of_units(units)[:3], *of_stops(frames, pl.col("line") == name), *of_lots(lots), *struck]


def _site(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    name = entity.name
    units = frames.vehicles.filter((pl.col("site") == name) | (pl.col("market") == name))
    lots = frames.lots.filter((pl.col("site") == name) | (pl.col("supplier") == name))
    lines = frames.network["lines"].filter(site=name)["line"].to_list()
    terminals = frames.network["terminals"].filter(site=name)["terminal"].to_list()
    moved = frames.movements.filter((pl.col("begins_at") == name) | (pl.col("ends_at") == name))
    runs = frames.departures.filter(origin=name)
    targets = [("site", name), *(("line", line) for line in lines), *(("terminal", one) for one in terminals)]
    told = [*of_units(units), *of_stops(frames, pl.col("site") == name), *of_lots(lots), *of_movements(moved)]
    here = pl.concat([*told, *of_departures(runs), *of_demands(frames, name), *of_disruptions(frames, *targets)])
    return [here.filter(pl.col("site") == name)]


def _lane(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    name = entity.name
    kinds = pl.col("kind").is_in(["shipped", "arrived"])
    hauled = pl.concat(of_lots(frames.lots.filter(lane=name))).filter(kinds)
    moved, runs = frames.movements.filter(lane=name), frames.departures.filter(lane=name)
    return [hauled, *of_movements(moved), *of_departures(runs), *of_disruptions(frames, ("lane", name))]


def _terminal(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    moved = frames.movements.filter(terminal=entity.name)
    return [*of_movements(moved), *of_disruptions(frames, ("terminal", entity.name))]


def _service(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    runs, moved = frames.departures.filter(service=entity.name), frames.movements.filter(service=entity.name)
    return [*of_departures(runs), of_movements(moved)[1], *of_disruptions(frames, ("service", entity.name))]


def _departure(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    runs = frames.departures.filter(service=entity.name, number=entity.number)
    moved = frames.movements.filter(pl.col("movement").is_in(runs["movement"].drop_nulls().to_list()))
    aboard = frames.record["steps"].join(
        moved.select("movement", "began_ms", "number", "lane", "begins_at"), on="movement"
    )
    named = aboard.join(frames.vehicles.select("vehicle", "name", "item"), on="vehicle", maintain_order="left")
    own = {"subject": pl.col("name"), "item": pl.col("item"), "at": pl.col("lane"), "site": pl.col("begins_at")}
    loaded = _events(named, "loaded", "began_ms", 5, **own, sequence=pl.col("vehicle"), part=1)
    return [*of_departures(runs), loaded, of_movements(moved)[1]]


def _vehicle(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    unit = frames.vehicles.filter(line=entity.name, unit=entity.number)
    steps = frames.record["steps"].filter(pl.col("vehicle").is_in(unit["vehicle"].to_list()))
    moved = frames.movements.filter(pl.col("movement").is_in(steps["movement"].to_list()))
    stops = of_stops(frames, (pl.col("line") == entity.name) & (pl.col("unit") == entity.number))
    return [*of_units(unit), *of_movements(moved), *stops]


def _stock(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    ((site, item, line),) = frames.network["stocks"].filter(stock=entity.name).select("site", "item", "line").rows()
    bills = frames.network["bills"].filter(input=item).select("item", "quantity")
    kept = pl.concat(of_lots(frames.lots.filter(stock=entity.name))).filter(pl.col("kind") != "begun")
    units = frames.vehicles.filter(line=line).join(bills, on="item")
    own = {"site": pl.lit(site), "item": pl.lit(item), "units": pl.col("quantity"), "subject": pl.col("name")}
    order = {"activity": pl.col("activity"), "sequence": pl.col("unit"), "part": 0}
    used = _events(units, "taken", "started_ms", 7, **own, **order)
    made = frames.lots.filter(maker_line=line).rename({"quantity": "made"}).join(bills, on="item")
    shares = dict(frames.network["lines"].select("line", "scrap_share").iter_rows())
    kept_parts = 1_000_000 - round((shares[line] or 0.0) * 1_000_000)
    needed = ((pl.col("made") * 1_000_000 + kept_parts - 1) // kept_parts) * pl.col("quantity")
    spent = _events(made, "taken", "begun_ms", 7, **{**own, "units": needed}, sequence=pl.col("number"))
    return [kept, used, spent]


def _lot(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    return of_lots(frames.lots.filter(stock=entity.name, number=entity.number))


def _disruption(frames: Frames, entity: Entity) -> list[pl.DataFrame]:
    return of_disruptions(frames, disruption=entity.name)


EVENTS: Mapping[str, Callable[[Frames, Entity], list[pl.DataFrame]]] = MappingProxyType(
    {
        "site": _site,
        "line": _line,
        "lane": _lane,
        "terminal": _terminal,
        "service": _service,
        "departure": _departure,
        "vehicle": _vehicle,
        "stock": _stock,
        "lot": _lot,
        "disruption": _disruption,
    }
)
