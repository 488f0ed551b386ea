"""Evidence: the small cubes from which the model's figure for any place, period and powertrain is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.measurement.ancestry import Ancestry
from landbridge.measurement.bases import Bases
from landbridge.measurement.exports import total_value
from landbridge.measurement.facts import Fact
from landbridge.measurement.journeys import Journeys
from landbridge.measurement.months import Months, Period
from landbridge.measurement.places import Atlas


@dataclass(frozen=True)
class Evidence:
    """What a figure is read from.

    Parameters
    ----------
    built, exported
        Daily cubes: `day`, `line`, `item`, `units` (and `market`, `route`, `value_cny` of what was exported).
    departures
        Every departure of the horizon.
    """

    network: Network
    months: Months
    atlas: Atlas
    facts: Mapping[str, Fact]
    ancestry: Ancestry
    bases: Bases
    built: pl.DataFrame
    exported: pl.DataFrame
    departures: pl.DataFrame
    journeys: Journeys

    def output(self, lines: frozenset[str], vehicles: frozenset[str], period: Period) -> int:
        """Vehicles that the lines built in the period."""
        return int(self._chosen(self.built, lines, vehicles, period)["units"].sum())

    def exports(self, lines: frozenset[str], vehicles: frozenset[str], period: Period) -> tuple[int, float | None]:
        """How many of the lines' vehicles left their country in the period, and their value [CNY] if it is known."""
        chosen = self._chosen(self.exported, lines, vehicles, period)
        return int(chosen["units"].sum()), chosen.select(total_value(pl.col("value_cny"))).item()

    def departed(self, services: frozenset[str], period: Period) -> NDArray[np.int64]:
        """Vehicles on each departure of the services that ran in the period.

        Returns
        -------
        int64 (departures that ran) [vehicles]
        """
        first, last = self.months.span(period)
        ran = self.departures.filter(
            pl.col("day").is_between(first, last), pl.col("service").is_in(sorted(services)), pl.col("loaded_units") > 0
        )
        return ran["loaded_units"].cast(pl.Int64).to_numpy()

    def _chosen(
        self, cube: pl.DataFrame, lines: frozenset[str], vehicles: frozenset[str], period: Period
    ) -> pl.DataFrame:
        first, last = self.months.span(period)
        return cube.filter(
            pl.col("day").is_between(first, last),
            pl.col("line").is_in(sorted(lines)),
            pl.col("item").is_in(sorted(vehicles)),
        )
