"""Disruptions (X1-X5): when each happens, and what it hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from landbridge.simulation.draws import EXPONENTIAL, stream
from tests.oracle.durations import Duration
from tests.oracle.rate_maps import Change

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Occurrence:
    """One happening of a disruption."""

    disruption: str
    number: int
    begins: int
    ends: int
    factor: int
    target_kind: str
    target: str
    dated: bool


class Disruptions:
    """Every occurrence between the warm-up's beginning and the end; dated ones may lie before."""

    def __init__(self, rows: Iterable[Row], start: int, end: int, seed: int) -> None:
        self._rows = {row["disruption"]: row for row in rows}
        self._start, self._end, self._seed = start, end, seed
        self.of = {name: list(self._happen(row)) for name, row in sorted(self._rows.items())}

    def _happen(self, row: Row) -> Iterator[Occurrence]:
        if row["after"] is not None:
            for leader in self._happen(self._rows[row["after"]]):
                begins = leader.begins + (row["delay_ms"] or 0)
                if begins < self._end:
                    yield self._occurrence(row, leader.number, begins, begins + (row["lasts_ms"] or 0))
        elif row["between_ms"] is not None:
            yield from self._again_and_again(row)
        else:
            yield self._occurrence(row, 0, row["starts_ms"], row["ends_ms"])

    def _again_and_again(self, row: Row) -> Iterator[Occurrence]:
        up, down = self._drawn(row, "between"), self._drawn(row, "repair")
        number, ended = 0, self._start
        while (begins := ended + up.ms(number)) < self._end:
            ended = begins + down.ms(number)
            yield self._occurrence(row, number, begins, ended)
            number += 1

    def _drawn(self, row: Row, purpose: str) -> Duration:
        law = EXPONENTIAL, row[f"{purpose}_ms"], 0.0
        return Duration(law, stream("disruption", row["disruption"], purpose), self._seed)

    def _occurrence(self, row: Row, number: int, begins: int, ends: int) -> Occurrence:
        dated = row["starts_ms"] is not None
        target = row["target_kind"], row["target"]
        return Occurrence(row["disruption"], number, begins, ends, row["factor"], *target, dated)

    def hitting(self, *targets: tuple[str, str]) -> list[Occurrence]:
        """The random and following ones that hit one of the (kind, name), in the order of X4."""
        hits = [o for own in self.of.values() for o in own if not o.dated and (o.target_kind, o.target) in targets]
        return sorted(hits, key=lambda o: (o.begins, o.ends, o.factor, o.disruption, o.number))

    def changes(self, *targets: tuple[str, str]) -> Sequence[Change]:
        """X4: by what the rates are multiplied."""
        return [(o.begins, o.ends, o.factor) for o in self.hitting(*targets)]

    def cancels(self, service: str, departs: int) -> bool:
        """X5: whether a departure does not run."""
        return any(o.factor == 0 and o.begins <= departs < o.ends for o in self.hitting(("service", service)))
