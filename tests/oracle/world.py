"""The world of one run, put together from the Network and the Plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from landbridge.documents.document import Network, Plan
from landbridge.simulation.draws import stream
from tests.oracle.clock import Clock
from tests.oracle.demand import Book, Dispatch, Entry, Flow
from tests.oracle.disruptions import Disruptions
from tests.oracle.durations import duration, poisson_quantity
from tests.oracle.fleets import Fleet
from tests.oracle.lines import Line, Yard
from tests.oracle.makers import Edge, Maker
from tests.oracle.moving import Departure, Journeys, Lane, Queue, Server, Service, Terminal
from tests.oracle.quality import Quality
from tests.oracle.rate_maps import ALWAYS, RateMap
from tests.oracle.sequence import Period, units
from tests.oracle.stocks import Rule, Source, Stock

Row = dict[str, Any]


@dataclass
class World:
    """Everything of one run; indices are positions in the Network's tables."""

    stock_type: ClassVar[type[Stock]] = Stock
    line_type: ClassVar[type[Line]] = Line

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
        self.disruptions = Disruptions(self._rows("disruptions"), self.clock.start, self.end, self.seed)
        self._add_stocks()
        self._add_journeys()
        self._add_lines()

    def _column(self, table: str, column: str) -> Any:
        return self.network[table][column]

    def _rows(self, table: str) -> list[Row]:
        return list(self.network[table].iter_rows(named=True))

    def _planned(self, name: str | None) -> RateMap:
        return self._rates[name] if name is not None else ALWAYS

    def _map(self, name: str | None, *hit_as: tuple[str, str]) -> RateMap:
        """The named map with the disruptions that hit the entity, known by its (kind, name) and its site's."""
        return self._planned(name).multiplied(self.disruptions.changes(*hit_as), self.clock.start)

    def _line_map(self, row: Row) -> RateMap:
        return self._map(row["rate_map"], ("line", row["line"]), ("site", row["site"]))

    def _lane_map(self, row: Row) -> RateMap:
        return self._map(row["rate_map"], ("lane", row["lane"]))

    def _site_map(self, site: str) -> RateMap:
        return self._map(self._site_rows[site]["rate_map"], ("site", site))

    def _add_stocks(self) -> None:
        targets = {(r["site"], r["item"], r["line"]): r for r in self.plan["targets"].iter_rows(named=True)}
        makers = {name: self._maker(row) for name, row in self._line_rows.items() if row["mode"] == "order"}
        sources = _grouped(self._rows("sources"), "stock")
        for index, row in enumerate(self._rows("stocks")):
            ways = sorted(sources[row["stock"]], key=lambda way: way["source"])
            stock = self._stock(index, row, targets[row["site"], row["item"], row["line"]])
            stock.sources = [self._source(way, makers) for way in ways]
            self.stocks.append(stock)
            if row["line"] in makers:
                makers[row["line"]].stocks.append(stock)

    def _maker(self, row: Row) -> Maker:
        takts, scrap_share = self._takts(row["line"]), row["scrap_share"] or 0.0
        return Maker(self.clock, self._line_map(row), takts, self.bills, scrap_share)

    def _takts(self, line: str) -> list[tuple[int, int]]:
        return sorted((t["from_ms"], t["takt_ns"]) for t in self._rows("takts") if t["line"] == line)

    def _stock(self, index: int, row: Row, target: Row) -> Stock:
        rule = Rule(
            *(target[c] for c in ("policy", "reorder_point", "order_quantity", "order_up_to")),
            minimum_order=row["minimum_order"] or 1,
            order_multiple=row["order_multiple"] or 1,
        )
        place = row["site"], row["item"], row["line"]
        return self.stock_type(
            self.clock, index, *place, rule=rule, initial=target["initial"], capacity=row["capacity"]
        )

    def _source(self, row: Row, makers: dict[str, Maker]) -> Source:
        lane, maker = self._lane_rows[row["lane"]], self._line_rows.get(row["maker_line"])
        of_stock = self.seed, "stock", row["stock"]
        site_rates = self._site_map(row["supplier"])
        return Source(
            site=row["supplier"],
            maker_line=row["maker_line"],
            priority=row["priority"],
            weight=row["weight"],
            site_rates=site_rates,
            lane_rates=self._lane_map(lane),
            transit=duration(lane, "transit", *of_stock, "transit"),
            throughput=duration(maker, "throughput", *of_stock, "throughput") if maker else None,
            supplier=makers[row["maker_line"]] if maker else Edge(self.clock, site_rates),
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
        fleets = {r["fleet"]: (Fleet(r["wagons"], r["units_per_wagon"]), r) for r in self._rows("fleets")}
        departures = _grouped(self._rows("departures"), "service")
        for index, row in enumerate(self._rows("services")):
            fleet, fleet_row = fleets.get(row["fleet"], (None, None))
            service = self._service(index, row, departures.get(row["service"], []), fleet, fleet_row)
            self.services.append(service)
        self.dispatch = Dispatch(self.clock, list(self._books()), self._flows(), self.journeys.send)

    def _lane(self, index: int, row: Row) -> Lane:
        return Lane(
            journeys=self.journeys,
            name=row["lane"],
            index=index,
            load_units=row["load_units"],
            load_wait=row["load_wait_ms"],
            queues=self._queues(index, mixed=row["scheduled"] or row["mixed"] is not False),
            scheduled=row["scheduled"],
            rates=self._lane_map(row),
            transit=duration(row, "transit", self.seed, "lane", row["lane"], "transit"),
        )

    def _queues(self, lane: int, mixed: bool) -> dict[str, Queue]:
        """T5: lane by lane, and item by item where the lane does not mix them."""
        first = lane * len(self.items)
        if mixed:
            return dict.fromkeys(self.items, Queue(first))
        return {item: Queue(first + i) for i, item in enumerate(self.items)}

    def _terminal(self, activity: int, row: Row) -> Terminal:
        time = duration(row, "time", self.seed, "terminal", row["terminal"], "time")
        name, handles = row["terminal"], row["handles"]
        return Terminal(self.journeys, name, activity, handles, row["load_units"], self._servers(row), time)

    def _servers(self, row: Row) -> list[Server]:
        own = {s["server"]: s["rate_map"] for s in self._rows("servers") if s["terminal"] == row["terminal"]}
        hit_as = ("terminal", row["terminal"]), ("site", row["site"])
        names = [own.get(number + 1, row["rate_map"]) for number in range(row["servers"])]
        return [Server(self._map(name, *hit_as), self.clock.start) for name in names]

    def _service(
        self, index: int, row: Row, departures: list[Row], fleet: Fleet | None, fleet_row: Row | None
    ) -> Service:
        columns = ("number", "departs_ms", "cut_off_ms", "capacity_units", "minimum_units")
        planned = [Departure(*(departure[c] for c in columns)) for departure in departures]
        planned = [d for d in planned if not self.disruptions.cancels(row["service"], d.departs)]
        of_service = self.seed, "service", row["service"]
        return Service(
            clock=self.clock,
            name=row["service"],
            index=index,
            lane=self.journeys.lanes[row["lane"]],
            transit=duration(self._lane_rows[row["lane"]], "transit", *of_service, "transit"),
            departures=sorted(planned, key=lambda departure: departure.number),
            fleet=fleet,
            way_back=duration(fleet_row, "return", *of_service, "return") if fleet_row else None,
        )

    def _books(self) -> Iterable[Book]:
        books = sorted(_grouped(self._rows("demand"), "market", "item").items())
        for index, ((market, item), rows) in enumerate(books):
            rows.sort(key=lambda row: row["number"])
            yield Book(index, market, item, [self._entry(row) for row in rows])

    def _entry(self, row: Row) -> Entry:
        return Entry(row["number"], row["demanded_ms"], self._quantity(row), bool(row["lost"]), row["priority"] or 1)

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
        of_line = self.seed, "line", row["line"]
        return self.line_type(
            clock=self.clock,
            name=row["line"],
            index=index,
            rates=self._line_map(row),
            throughput=duration(row, "throughput", *of_line, "throughput"),
            quality=Quality(
                row["scrap_share"] or 0.0,
                row["rework_share"] or 0.0,
                duration(row, "rework", *of_line, "rework"),
                stream("line", row["line"], "quality"),
                self.seed,
            ),
            takts_ns=self._takts(row["line"]),
            units=units(periods, self._planned(row["calendar_map"])),
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
