"""The world of one run, put together from the Network and the Plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from landbridge.documents.document import Network, Plan
from tests.oracle.clock import Clock
from tests.oracle.demand import Book, Dispatch, Entry, Flow
from tests.oracle.durations import duration, poisson_quantity
from tests.oracle.lines import Line, Yard
from tests.oracle.makers import Maker, Source
from tests.oracle.moving import Departure, Journeys, Lane, Service, Terminal
from tests.oracle.rate_maps import ALWAYS, RateMap
from tests.oracle.sequence import Period, units
from tests.oracle.stocks import Rule, Stock

Row = dict[str, Any]


@dataclass
class World:
    """Everything of one run; indices are positions in the Network's tables."""

    network: Network
    plan: Plan
    seed: int
    stocks: list[Stock] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = Clock(int(self._column("periods", "start_ms").min()))
        self.end = int(self._column("periods", "end_ms").max())
        self.items: list[str] = self.network["items"]["item"].to_list()
        self._rates = {
            name: RateMap([(row["t_ms"], row["permille"]) for row in rows])
            for name, rows in _grouped(self._rows("rates"), "rate_map").items()
        }
        self.bills = {
            item: {row["input"]: row["quantity"] for row in rows}
            for item, rows in _grouped(self._rows("bills"), "item").items()
        }
        self._line_rows = {row["line"]: row for row in self._rows("lines")}
        self._lane_rows = {row["lane"]: row for row in self._rows("lanes")}
        self._site_rows = {row["site"]: row for row in self._rows("sites")}
        self._add_stocks()
        self._add_journeys()
        self._add_lines()

    def _column(self, table: str, column: str) -> Any:
        return self.network[table][column]

    def _rows(self, table: str) -> list[Row]:
        return list(self.network[table].iter_rows(named=True))

    def _map(self, name: str | None) -> RateMap:
        return self._rates[name] if name is not None else ALWAYS

    def _add_stocks(self) -> None:
        targets = {(r["site"], r["item"], r["line"]): r for r in self.plan["targets"].iter_rows(named=True)}
        makers = {name: self._maker(row) for name, row in self._line_rows.items() if row["mode"] == "order"}
        first = {row["stock"]: row for row in self._rows("sources") if row["source"] == 0}
        for index, row in enumerate(self._rows("stocks")):
            row |= {key: first[row["stock"]][key] for key in ("lane", "supplier", "maker_line")}
            stock = self._stock(index, row, targets[row["site"], row["item"], row["line"]])
            self.stocks.append(stock)
            if row["maker_line"] is None:
                stock.supplier = Source(self.clock, self._map(self._site_rows[row["supplier"]]["rate_map"]))
            else:
                stock.supplier = makers[row["maker_line"]]
            if row["line"] in makers:
                makers[row["line"]].stocks.append(stock)

    def _maker(self, row: Row) -> Maker:
        return Maker(self.clock, self._map(row["rate_map"]), self._takts(row["line"]), self.bills)

    def _takts(self, line: str) -> list[tuple[int, int]]:
        return sorted((t["from_ms"], t["takt_ns"]) for t in self._rows("takts") if t["line"] == line)

    def _stock(self, index: int, row: Row, target: Row) -> Stock:
        lane, maker = self._lane_rows[row["lane"]], self._line_rows.get(row["maker_line"])
        name, kind = row["stock"], "stock"
        return Stock(
            clock=self.clock,
            index=index,
            site=row["site"],
            item=row["item"],
            line=row["line"],
            supplier_site=row["supplier"],
            maker_line=row["maker_line"],
            rule=Rule(*(target[c] for c in ("policy", "reorder_point", "order_quantity", "order_up_to"))),
            initial=target["initial"],
            lane=self._map(lane["rate_map"]),
            transit=duration(lane, "transit", self.seed, kind, name, "transit"),
            throughput=duration(maker, "throughput", self.seed, kind, name, "throughput") if maker else None,
        )

    def _add_journeys(self) -> None:
        yards = {site: Yard(self.clock, row["yard_units"]) for site, row in self._site_rows.items()}
        self.yards = {line: yards[row["site"]] for line, row in self._line_rows.items()}
        routes = {
            route: [(r["position"], *(("lane", r["lane"]) if r["lane"] else ("terminal", r["terminal"]))) for r in rows]
            for route, rows in _grouped(self._rows("routes"), "route").items()
        }
        self.journeys = Journeys(self.clock, {route: sorted(steps) for route, steps in routes.items()}, self.yards)
        for index, row in enumerate(self._rows("lanes")):
            self.journeys.lanes[row["lane"]] = self._lane(index, row)
        for index, row in enumerate(self._rows("terminals")):
            self.journeys.terminals[row["terminal"]] = self._terminal(len(self._lane_rows) + index, row)
        departures = _grouped(self._rows("departures"), "service")
        for index, row in enumerate(self._rows("services")):
            self.services.append(self._service(index, row, departures.get(row["service"], [])))
        self.dispatch = Dispatch(self.clock, list(self._books()), self._flows(), self.journeys.send)

    def _lane(self, index: int, row: Row) -> Lane:
        transit = duration(row, "transit", self.seed, "lane", row["lane"], "transit")
        rates = self._map(row["rate_map"])
        return Lane(self.journeys, row["lane"], index, row["load_units"], row["scheduled"], rates, transit)

    def _terminal(self, activity: int, row: Row) -> Terminal:
        time = duration(row, "time", self.seed, "terminal", row["terminal"], "time")
        name, handles, rates = row["terminal"], row["handles"], self._map(row["rate_map"])
        return Terminal(self.journeys, name, activity, handles, row["load_units"], row["servers"], rates, time)

    def _service(self, index: int, row: Row, departures: list[Row]) -> Service:
        columns = ("number", "departs_ms", "cut_off_ms", "capacity_units", "minimum_units")
        planned = [Departure(*(departure[c] for c in columns)) for departure in departures]
        planned.sort(key=lambda departure: departure.number)
        transit = duration(self._lane_rows[row["lane"]], "transit", self.seed, "service", row["service"], "transit")
        return Service(self.clock, row["service"], index, self.journeys.lanes[row["lane"]], transit, planned)

    def _books(self) -> Iterable[Book]:
        books = sorted(_grouped(self._rows("demand"), "market", "item").items())
        for index, ((market, item), rows) in enumerate(books):
            rows.sort(key=lambda row: row["number"])
            entries = [Entry(r["number"], r["demanded_ms"], self._quantity(r), bool(r["lost"])) for r in rows]
            yield Book(index, market, item, entries)

    def _quantity(self, row: Row) -> Callable[[], int]:
        if row["mean"] is None:
            return lambda: int(row["quantity"])
        return lambda: poisson_quantity(row["mean"], self.seed, f"{row['market']}|{row['item']}", row["number"])

    def _flows(self) -> dict[tuple[str, str], list[Flow]]:
        flows = defaultdict(list)
        for row in self.plan["flows"].iter_rows(named=True):
            flows[row["line"], row["item"]].append(Flow(row["market"], row["route"], row["weight"]))
        return flows

    def _add_lines(self) -> None:
        builds = _grouped(self.plan["builds"].iter_rows(named=True), "line")
        for index, row in enumerate(self._rows("lines")):
            if row["mode"] == "pace":
                self.lines.append(self._line(index, row, builds.get(row["line"], [])))

    def _line(self, index: int, row: Row, builds: list[Row]) -> Line:
        periods = []
        for (start, end), rows in _grouped(builds, "start_ms", "end_ms").items():
            rows.sort(key=lambda build: self.items.index(build["item"]))
            quantities = {build["item"]: build["quantity"] for build in rows}
            periods.append(Period(start, end, quantities))
        return Line(
            clock=self.clock,
            name=row["line"],
            index=index,
            rates=self._map(row["rate_map"]),
            throughput=duration(row, "throughput", self.seed, "line", row["line"], "throughput"),
            takts_ns=self._takts(row["line"]),
            units=units(periods, self._map(row["calendar_map"])),
            bills=self.bills,
            stocks=[stock for stock in self.stocks if stock.line == row["line"]],
            yard=self.yards[row["line"]],
            release=self.dispatch.offer,
        )


def _grouped(rows: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    """The rows by the value of one column, or by a tuple of several."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys)].append(row)
    return dict(groups)
