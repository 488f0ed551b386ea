"""Where a lot's time went, from its order to the shelf, and how much of it was more than undisturbed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from landbridge.documents import Network, Record
from landbridge.measurement.closures import Closures, Pace
from landbridge.measurement.genealogy import Genealogy
from landbridge.measurement.shelves import Numbers

_MS_PER_HOUR = 3_600_000
_BEFORE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class LotStep:
    """A part of a lot's time.

    Parameters
    ----------
    kind
        ``before_record`` (what happened to its order is not known), ``inputs`` (the maker waited for inputs),
        ``busy`` (it worked on orders before), ``making``, ``rest`` (closed by calendar), ``disruption``,
        ``transit``, ``dock`` (waiting for room).
    entity_kind, entity
        Whose step it was: a ``line``, ``site``, ``lane`` or ``stock``.
    ms, delay_ms
        How long it took, and how much longer than undisturbed [ms].
    disruption, number
        The disruption and its occurrence, of a step of that kind.
    stock, lot
        Of ``inputs``: the input lot whose arrival let the order be committed.
    """

    kind: str
    entity_kind: str
    entity: str
    ms: int
    delay_ms: int
    disruption: str | None = None
    number: int | None = None
    stock: str | None = None
    lot: int | None = None


class LotSteps:
    """The steps of every lot of a record.

    Notes
    -----
    Undisturbed, an order waits neither for inputs nor for other orders nor for room, nothing but its calendar stops
    its maker, and random times take their mean (a lognormal one its median). Rest by calendar is a delay only beyond
    what that much work meets on average. What has not happened by the end is counted until the end.
    """

    def __init__(self, network: Network, record: Record, genealogy: Genealogy) -> None:
        self.genealogy = genealogy
        self.closures = Closures(network, record)
        self._end = network.settings["end_ms"]
        self._lines = {row["line"]: row for row in network["lines"].iter_rows(named=True)}
        self._lanes = {row["lane"]: row for row in network["lanes"].iter_rows(named=True)}
        self._items = dict(network["stocks"].select("stock", "item").iter_rows())
        self._takts: dict[str, list[tuple[int, int]]] = {}
        for line, since, takt in network["takts"].sort("line", "from_ms").iter_rows():
            self._takts.setdefault(line, []).append((since, takt))
        self._roads: dict[tuple[str, str], str] = {}
        for stock, lane, supplier in network["sources"].select("stock", "lane", "supplier").iter_rows():
            if lane is not None:
                self._roads.setdefault((stock, supplier), lane)
        self._frees: dict[str, Numbers] = {}
        self._commitments: dict[str, tuple[Numbers, list[tuple[str, int] | None]]] = {}

    def of(self, stock: str, lot: Mapping[str, Any]) -> tuple[LotStep, ...]:
        """The steps of a lot, a row of the record, in order; their times sum to its time from order to shelf."""
        steps = [*self._at_the_maker(stock, lot)] if lot["maker_line"] else [*self._at_the_source(lot)]
        return tuple(step for step in (*steps, *self._on_the_way(stock, lot)) if step.ms or step.delay_ms)

    def _until(self, instant: int | None) -> int:
        return self._end if instant is None else instant

    def _at_the_source(self, lot: Mapping[str, Any]) -> Iterator[LotStep]:
        ordered, shipped = lot["ordered_ms"], self._until(lot["shipped_ms"])
        if lot["supplier"] is not None:
            pace = self.closures.of("site", lot["supplier"])
            yield from _closed(pace, "site", lot["supplier"], ordered, shipped, shipped - ordered, 0)

    def _at_the_maker(self, stock: str, lot: Mapping[str, Any]) -> Iterator[LotStep]:
        maker, ordered, begun = lot["maker_line"], lot["ordered_ms"], self._until(lot["begun_ms"])
        ready = ordered
        if lot["begun_ms"] is None:
            yield from self._not_begun(maker, ordered)
            return
        if begun < 0:
            yield LotStep("before_record", "line", maker, begun - ordered, begun - ordered)
            ready = begun
        else:
            place = int(np.searchsorted(self.genealogy.orders(maker).begun, begun))
            committed, waited_for = self._committed(maker)
            ready = max(ordered, int(committed[place]))
            source = waited_for[place] or (None, None)
            yield LotStep("inputs", "line", maker, ready - ordered, ready - ordered, stock=source[0], lot=source[1])
            # that of the first is not in the record
            free = min(begun, int(self._made(maker)[place - 1])) if place else begun
            if free > ready:
                yield from self._busy(maker, place, ready, free)
                ready = free
        yield from self._making(stock, lot, ready)

    def _not_begun(self, maker: str, ordered: int) -> Iterator[LotStep]:
        """An order not begun by the end: the head of the queue waits for an input still to come, or the maker rests."""
        waited = self._end - ordered
        short = self._missing(maker)
        if short is not None:
            yield LotStep("inputs", "line", maker, waited, waited, stock=short[0], lot=short[1])
            return
        pace = self.closures.of("line", maker)
        taken = pace.undisturbed.worked(ordered, self._end) - pace.actual.worked(ordered, self._end)
        lost = pace.lost(ordered, self._end, taken)
        busy = waited - sum(ms for _, ms in lost)
        yield LotStep("busy", "line", maker, busy, busy)
        for one, ms in lost:
            yield LotStep("disruption", one.kind, one.target, ms, ms, one.disruption, one.number)

    def _missing(self, maker: str) -> tuple[str, int] | None:
        """The input lot still to come that the earliest order not begun waits for."""
        head = self.genealogy.waiting(maker)
        if head is None:
            return None
        item, quantity = self._items[head[0]], self.genealogy.made(maker, head[1])
        for stock, used in self.genealogy.inputs(maker, item):
            shelf = self.genealogy.shelf(stock)
            firsts, needs = self.genealogy.order_takes(maker, stock)
            taken = int(firsts[-1] + needs[-1]) if len(firsts) else shelf.taken
            if taken + used * quantity > shelf.opening + int(shelf.lots["quantity"].sum()):
                coming = self.genealogy.coming(stock)
                if coming is not None:
                    return stock, coming
        return None

    def _committed(self, maker: str) -> tuple[Numbers, list[tuple[str, int] | None]]:
        """When the inputs of each order of a maker sufficed (rules M5, M6), and the lot that made them suffice.

        An order waits for the inputs of those before it as for its own.
        """
        if maker not in self._commitments:
            orders = self.genealogy.orders(maker)
            committed = np.full(len(orders.begun), _BEFORE)
            lots: list[tuple[str, int] | None] = [None] * len(orders.begun)
            inputs = {
                stock
                for place in set(orders.stock.tolist())
                for stock, _ in self.genealogy.inputs(maker, self._items[orders.stocks[place]])
            }
            for stock in sorted(inputs):
                shelf = self.genealogy.shelf(stock)
                firsts, needs = self.genealogy.order_takes(maker, stock)
                rows = shelf.lot_of(firsts + np.maximum(needs, 1) - 1)
                stored, numbers = shelf.lots["stored_ms"].to_numpy(), shelf.lots["number"].to_numpy()
                for place in np.flatnonzero((needs > 0) & (rows >= 0)).tolist():
                    if stored[rows[place]] > committed[place]:
                        committed[place], lots[place] = stored[rows[place]], (stock, int(numbers[rows[place]]))
            for place in range(1, len(orders.begun)):
                if committed[place - 1] >= committed[place]:
                    committed[place], lots[place] = committed[place - 1], lots[place - 1]
            self._commitments[maker] = committed, lots
        return self._commitments[maker]

    def _made(self, maker: str) -> Numbers:
        """When the maker had made each of its orders and was free for the next (rule M7)."""
        if maker not in self._frees:
            pace = self.closures.of("line", maker)
            orders = self.genealogy.orders(maker)
            taken = zip(orders.quantity.tolist(), orders.begun.tolist(), strict=True)
            made = [pace.actual.advance(begun, self._work(maker, quantity, begun)) for quantity, begun in taken]
            self._frees[maker] = np.array(made, np.int64)
        return self._frees[maker]

    def _work(self, maker: str, quantity: int, begun: int) -> int:
        takts = self._takts.get(maker, [(0, 0)])
        takt = next((takt for since, takt in reversed(takts) if since <= begun), takts[0][1])
        return max(1, self.genealogy.made(maker, quantity) * takt // 1_000_000)

    def _busy(self, maker: str, place: int, ready: int, free: int) -> Iterator[LotStep]:
        """The maker works on the orders before.

        What disruptions and missing inputs took from it since its queue began to form explains as much of the wait.
        """
        pace, lots = self.closures.of("line", maker), self._committed(maker)[1]
        begins, gaps = self._queue(maker, place, ready)
        taken = pace.undisturbed.worked(begins, free) - pace.actual.worked(begins, free)
        lost = pace.lost(begins, free, taken)
        total = sum(ms for _, ms in lost) + sum(ms for _, ms in gaps)
        part = min(1.0, (free - ready) / total) if total else 0.0
        shares = [(one, int(ms * part)) for one, ms in lost]
        starved = [(lots[other], int(ms * part)) for other, ms in gaps]
        busy = free - ready - sum(ms for _, ms in shares) - sum(ms for _, ms in starved)
        yield LotStep("busy", "line", maker, busy, busy)
        for source, ms in starved:
            stock, lot = source or (None, None)
            yield LotStep("inputs", "line", maker, ms, ms, stock=stock, lot=lot)
        for one, ms in shares:
            yield LotStep("disruption", one.kind, one.target, ms, ms, one.disruption, one.number)

    def _queue(self, maker: str, place: int, ready: int) -> tuple[int, list[tuple[int, int]]]:
        """When the queue before an order began to form, and how long it stood for inputs: (order, ms) each."""
        orders, free = self.genealogy.orders(maker), self._made(maker)
        committed, ordered = self._committed(maker)[0], orders.ordered
        begins, gaps = ready, []
        for other in range(place - 1, -1, -1):
            before = int(free[other - 1]) if other else int(orders.begun[0])
            begins = min(begins, int(ordered[other]))
            gap = int(committed[other]) - max(before, int(ordered[other]))
            if gap > 0:
                gaps.append((other, gap))
            if before <= ordered[other]:
                break
        return begins, gaps

    def _making(self, stock: str, lot: Mapping[str, Any], ready: int) -> Iterator[LotStep]:
        maker, begun, shipped = lot["maker_line"], lot["begun_ms"], self._until(lot["shipped_ms"])
        pace, row = self.closures.of("line", maker), self._lines[maker]
        work = max(1, pace.actual.worked(begun, shipped))
        nominal = self._work(maker, lot["quantity"], begun) + _nominal(row, "throughput")
        slow = max(0, work - nominal) if lot["shipped_ms"] is not None else 0
        undisturbed = min(pace.undisturbed.advance(ready, work), shipped)
        share = pace.undisturbed.share
        rest = max(0, undisturbed - ready - work)
        usual = round(work * (1 - share) / share) if share > 0 else 0
        yield from _closed(pace, "line", maker, ready, shipped, shipped - undisturbed, usual, rest, slow)

    def _on_the_way(self, stock: str, lot: Mapping[str, Any]) -> Iterator[LotStep]:
        shipped, arrived = lot["shipped_ms"], self._until(lot["arrived_ms"])
        lane = self._roads.get((stock, lot["supplier"]))
        if shipped is None:
            return
        if lane is None:
            yield LotStep("transit", "stock", stock, arrived - shipped, 0)
        else:
            pace = self.closures.of("lane", lane)
            work = max(1, pace.actual.worked(shipped, arrived))
            slow = max(0, work - _nominal(self._lanes[lane], "transit")) if lot["arrived_ms"] is not None else 0
            undisturbed = min(pace.undisturbed.advance(shipped, work), arrived)
            rest = max(0, undisturbed - shipped - work)
            yield from _closed(
                pace, "lane", lane, shipped, arrived, arrived - undisturbed, 0, rest, slow, working="transit"
            )
        if lot["arrived_ms"] is not None:
            waited = self._until(lot["stored_ms"]) - arrived
            yield LotStep("dock", "stock", stock, waited, waited)


def _closed(
    pace: Pace,
    kind: str,
    name: str,
    begin: int,
    end: int,
    late: int,
    usual: int,
    rest: int = 0,
    slow: int = 0,
    working: str = "making",
) -> Iterator[LotStep]:
    """The work of a span, the rest by calendar, and what each disruption added; `late` that no one took is rest."""
    lost = pace.lost(begin, end, late)
    late_by_rest = late - sum(ms for _, ms in lost) + rest
    work = end - begin - late - rest
    yield LotStep(working, kind, name, work, min(slow, max(0, work)))
    yield LotStep("rest", kind, name, late_by_rest, max(0, late_by_rest - usual))
    for one, ms in lost:
        yield LotStep("disruption", one.kind, one.target, ms, ms, one.disruption, one.number)


def _nominal(row: Mapping[str, Any], prefix: str) -> int:
    """The mean, or median, of a duration [ms]; a transit takes at least 1 ms (rule W6)."""
    hours = row[f"{prefix}_h"]
    return max(1 if prefix == "transit" else 0, round((hours or 0) * _MS_PER_HOUR) + (1 if hours else 0))
