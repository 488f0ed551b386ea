"""A network with everything that the rules know switched on at random."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

import polars as pl

from landbridge.documents.document import Network, conform, empty

Row = dict[str, Any]
HOUR = 3_600_000


def enrich(network: Network, seed: int) -> Network:
    """The network with quality, sources, shelves, load waits, fleets, servers, priorities and disruptions."""
    return _Enriched(network, seed).network()


class _Enriched:
    """The network's tables as rows, changed feature by feature."""

    def __init__(self, network: Network, seed: int) -> None:
        self._settings = network.settings
        self._plain = network
        self._random = Random(seed)
        self._rows = {name: list(network[name].iter_rows(named=True)) for name in network.tables}
        self._maps = sorted({row["rate_map"] for row in self._rows["rates"]})
        self._round = all(float(row["transit_h"] or 0).is_integer() for row in self._rows["lanes"])
        for change in (
            self._quality,
            self._orders,
            self._sources,
            self._shelves,
            self._loads,
            self._fleets,
            self._servers,
            self._priorities,
            self._disruptions,
        ):
            change()

    def network(self) -> Network:
        """The tables put together again, sorted as they were."""
        keys = {
            "sites": ["site"],
            "lanes": ["lane"],
            "sources": ["stock", "source"],
            "servers": ["terminal", "server"],
            "fleets": ["fleet"],
            "disruptions": ["disruption"],
        }
        tables = dict(self._plain.tables)
        for name, rows in self._rows.items():
            names = self._plain[name].columns
            frame = pl.DataFrame(rows, schema=names, infer_schema_length=None) if rows else empty("network", name)
            frame = conform("network", name, frame)
            tables[name] = frame.sort(keys[name]) if name in keys else frame
        return Network.of(tables, self._settings)

    def _some(self, share: float) -> bool:
        return self._random.random() < share

    def _duration(self, prefix: str, about_h: float) -> Row:
        kind = "constant" if self._round else self._random.choice(["constant", "exponential", "lognormal", "gamma"])
        hours = float(max(1, round(about_h))) if self._round else about_h * self._random.uniform(0.5, 1.5)
        return {
            f"{prefix}_distribution": kind,
            f"{prefix}_h": hours,
            f"{prefix}_p90_h": hours * 1.7 if kind == "lognormal" else None,
            f"{prefix}_cv": 0.6 if kind == "gamma" else None,
        }

    def _quality(self) -> None:
        for line in self._rows["lines"]:
            if self._some(0.6):
                line["scrap_share"] = self._random.choice([0.02, 0.15, 0.333])
            if line["mode"] == "pace" and self._some(0.6):
                line |= {"rework_share": self._random.choice([0.05, 0.4]), **self._duration("rework", 4)}

    def _orders(self) -> None:
        for stock in self._rows["stocks"]:
            if stock["policy"] != "reorder_point" and self._some(0.5):
                usual = max(1, stock["order_up_to"] - (stock["reorder_point"] or 0))
                stock["minimum_order"] = self._random.choice([None, 1 + usual // 2])
                stock["order_multiple"] = self._random.choice([None, 3, 1 + usual // 3])

    def _sources(self) -> None:
        lanes = {lane["lane"]: lane for lane in self._rows["lanes"]}
        by_stock: dict[str, list[Row]] = {}
        for source in self._rows["sources"]:
            by_stock.setdefault(source["stock"], []).append(source)
        stocks = {stock["stock"]: stock for stock in self._rows["stocks"]}
        for name, own in by_stock.items():
            if not self._some(0.6):
                continue
            for number in range(self._random.randint(1, 2)):
                own.append(self._another(stocks[name], own[0], lanes[own[0]["lane"]], number))
            for source in own:
                source["priority"] = self._random.choice([1, 1, 2])
                source["weight"] = self._random.choice([1_000_000, 600_000, 250_000])
            own.sort(key=lambda source: (source["priority"], source["lane"]))
            for number, source in enumerate(own):
                source["source"] = number
        self._rows["sources"] = [source for own in by_stock.values() for source in own]

    def _another(self, stock: Row, like: Row, lane: Row, number: int) -> Row:
        """A source over a lane of its own, from outside or from the maker that there is."""
        supplier = f"other-{self._random.randint(0, 1)}"
        maker = like["maker_line"] if self._some(0.3) else None
        if maker:
            supplier = like["supplier"]
        elif not any(site["site"] == supplier for site in self._rows["sites"]):
            like_site = next(site for site in self._rows["sites"] if site["site"] == like["supplier"])
            self._rows["sites"].append({**like_site, "site": supplier, "rate_map": self._map(), "yard_units": None})
        name = f"{supplier}~{stock['stock']}~{number}"
        other = {**lane, "lane": name, "origin": supplier, "rate_map": self._map(), **self._duration("transit", 5)}
        self._rows["lanes"].append(other)
        return {**like, "lane": name, "supplier": supplier, "maker_line": maker}

    def _map(self) -> str | None:
        return self._random.choice(self._maps) if self._maps and self._some(0.5) else None

    def _shelves(self) -> None:
        needs: dict[tuple[str, str], int] = {}
        orders = {stock["stock"]: self._largest_order(stock) for stock in self._rows["stocks"]}
        items = {stock["stock"]: stock["item"] for stock in self._rows["stocks"]}
        made = {(s["maker_line"], items[s["stock"]]): orders[s["stock"]] for s in self._rows["sources"]}
        for line in self._rows["lines"]:
            for bill in self._rows["bills"]:
                if bill["item"] in line["items"]:
                    times = 2 * made.get((line["line"], bill["item"]), 1) if line["mode"] == "order" else 1
                    key = line["line"], bill["input"]
                    needs[key] = max(needs.get(key, 0), times * bill["quantity"])
        for stock in self._rows["stocks"]:
            if self._some(0.7):
                enough = orders[stock["stock"]] + needs.get((stock["line"], stock["item"]), 1)
                stock["capacity"] = round(enough * self._random.choice([0.9, 1.0, 1.05, 1.6, 3]))

    def _largest_order(self, stock: Row) -> int:
        least, multiple = stock["minimum_order"] or 1, stock["order_multiple"] or 1
        return max(stock["order_quantity"] or 0, (stock["order_up_to"] or 0) + multiple, least + multiple)

    def _loads(self) -> None:
        travelled = {step["lane"] for step in self._rows["routes"] if step["lane"]}
        for lane in self._rows["lanes"]:
            if lane["lane"] in travelled:
                lane["mixed"] = self._random.choice([None, True, False])
                if self._some(0.6):
                    lane["load_wait_ms"] = self._random.choice([0, 1, 3, 10]) * HOUR
                    lane["load_units"] += self._random.randint(0, 4)

    def _fleets(self) -> None:
        for service in self._rows["services"]:
            if self._some(0.7):
                service["fleet"] = f"wagons-{self._random.randint(0, 1)}"
        known = {fleet["fleet"] for fleet in self._rows["fleets"]}
        for fleet in sorted({service["fleet"] for service in self._rows["services"]} - known - {None}):
            size = {"wagons": self._random.randint(1, 4), "units_per_wagon": self._random.randint(1, 4)}
            self._rows["fleets"].append({"fleet": fleet, **size, **self._duration("return", 15)})

    def _servers(self) -> None:
        named = {(server["terminal"], server["server"]) for server in self._rows["servers"]}
        for terminal in self._rows["terminals"]:
            for number in range(terminal["servers"]):
                if self._some(0.6) and (terminal["terminal"], number + 1) not in named:
                    own = {"server": number + 1, "rate_map": self._map()}
                    self._rows["servers"].append({"terminal": terminal["terminal"], **own})

    def _priorities(self) -> None:
        books: dict[tuple[str, str], int] = {}
        for entry in self._rows["demand"]:
            book = books.setdefault((entry["market"], entry["item"]), self._random.randint(1, 2))
            entry["priority"] = self._random.choice([None, book, book, book, 3])

    def _disruptions(self) -> None:
        start, end = -self._settings["warm_up_ms"], self._settings["end_ms"]
        for number in range(self._random.randint(0, 3)):
            starts = self._random.randrange(start, end) // HOUR * HOUR
            self._hit(f"dated-{number}", starts_ms=starts, ends_ms=starts + self._random.randint(1, 30) * HOUR)
        for number in range(self._random.randint(1, 5)):
            means = self._random.choice([9.0, 25.0, 60.0]), self._random.choice([1.0, 4.0, 12.0])
            self._hit(f"random-{number}", between_ms=means[0] * HOUR, repair_ms=means[1] * HOUR)
        for number in range(self._random.randint(0, 4)):
            leader = self._random.choice([row["disruption"] for row in self._rows["disruptions"]])
            delay, lasts = self._random.choice([0, 1, 5]) * HOUR, self._random.choice([1, 6, 20]) * HOUR
            # names that come before their leaders', for the order of names must not matter
            self._hit(f"after-{9 - number}", after=leader, delay_ms=delay, lasts_ms=lasts)

    def _hit(self, name: str, **when: Any) -> None:
        kinds = {
            "site": _names(self._rows["sites"], "site"),
            "line": _names(self._rows["lines"], "line"),
            "lane": _names(self._rows["lanes"], "lane"),
            "terminal": _names(self._rows["terminals"], "terminal"),
            "service": _names(self._rows["services"], "service"),
        }
        kind = self._random.choice([kind for kind, names in kinds.items() if names])
        factor = self._random.choice([0, 0, 0, 370, 733, 1250])
        row = dict.fromkeys(self._plain["disruptions"].columns)
        row |= {"disruption": name, "target_kind": kind, "target": self._random.choice(kinds[kind]), "factor": factor}
        self._rows["disruptions"].append({**row, **when})


def _names(rows: Iterable[Row], key: str) -> list[str]:
    return sorted(row[key] for row in rows)
