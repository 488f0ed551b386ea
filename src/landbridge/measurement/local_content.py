"""Local content: how much of a vehicle's value arises in the region, through every tier of suppliers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from landbridge.documents import Network
from landbridge.measurement.places import Atlas
from landbridge.measurement.segments import SEGMENTS
from landbridge.measurement.sourcing import supply_shares

Content = NDArray[np.float64]
"""float64 (segments, 3) [CNY]: what arises in the region, outside, and nobody knows where; sums to the value."""
LOCAL, OUTSIDE, UNKNOWN = range(3)


def local_content(network: Network, atlas: Atlas, production: pl.DataFrame, supplies: pl.DataFrame) -> pl.DataFrame:
    """The table `local_content`: the value of one vehicle by segment and by where it arose.

    Notes
    -----
    What a plant adds (its product's value less that of the inputs) arises where the plant stands, in the segment of
    its product; each input is followed to its own suppliers, by the shares in which they supplied. What crosses the
    edge of the case arises where its source stands. Where a value is not stated, or the inputs are worth more than
    the product, nobody knows where the product's value arose. A vehicle of several lines is the mean of what they
    built; of several suppliers, the mean of what arrived.
    """
    ledger = _ledger(network, atlas, supply_shares(network, supplies))
    built = (
        production.group_by("item", "line").agg(pl.col("units").sum()).filter(pl.col("units") > 0).sort("item", "line")
    )
    rows: list[tuple[object, ...]] = []
    for (item,), lines in built.group_by("item", maintain_order=True):
        units = lines["units"].to_numpy()
        value = ledger.value.get(str(item))
        if value is None:
            continue
        contents = np.array([ledger.content(str(line), str(item)) for line in lines["line"]])
        mean = np.tensordot(units / units.sum(), contents, 1)
        parts = [("all", mean.sum(axis=0)), *zip(SEGMENTS, mean, strict=True)]
        rows += [(item, int(units.sum()), segment, float(of.sum()), *map(float, of)) for segment, of in parts]
    schema = {
        "item": pl.String,
        "units": pl.Int64,
        "segment": pl.String,
        **dict.fromkeys(("value_cny", "local_cny", "outside_cny", "unknown_cny"), pl.Float64),
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    kinds = network["items"].select("item", "powertrain")
    percent = pl.when(pl.col("value_cny") > 0).then(pl.col("local_cny") / pl.col("value_cny") * 100)
    return frame.join(kinds, on="item", how="left", maintain_order="left").with_columns(local_percent=percent)


@dataclass(frozen=True)
class _Ledger:
    """What is needed to follow a value down the tiers.

    Parameters
    ----------
    value, segment
        Of each item; None: not stated.
    bills
        Inputs of each item and how many.
    suppliers
        Of each line's input: who supplied it, on which line (None: from outside the case) and in what share.
    region
        Sites of the region.
    site
        Of each line.
    """

    value: dict[str, float | None]
    segment: dict[str, int]
    bills: dict[str, list[tuple[str, int]]]
    suppliers: dict[tuple[str, str], list[tuple[str, str | None, float]]]
    region: frozenset[str]
    site: dict[str, str]
    made: dict[tuple[str, str], Content] = field(default_factory=dict)

    def content(self, line: str, item: str) -> Content:
        """Of one unit that the line makes."""
        key = (line, item)
        if key not in self.made:
            self.made[key] = self._unknown(item)  # what a ring of makers would meet
            self.made[key] = self._of_product(line, item)
        return self.made[key]

    def _of_product(self, line: str, item: str) -> Content:
        value = self.value[item]
        if value is None:
            return self._unknown(item)
        found = np.zeros((len(SEGMENTS), 3))
        for part, quantity in self.bills.get(item, []):
            if self.value.get(part) is None:
                return self._unknown(item)
            for supplier, maker_line, share in self.suppliers.get((line, part), [("", None, 1.0)]):
                of_part = self.content(maker_line, part) if maker_line else self._from_source(supplier, part)
                found += quantity * share * of_part
        added = value - found.sum()
        if added < -1e-9 * value:
            return self._unknown(item)
        found[self.segment[item], self._side(self.site[line])] += max(added, 0.0)
        return found

    def _from_source(self, supplier: str, item: str) -> Content:
        found = np.zeros((len(SEGMENTS), 3))
        found[self.segment[item], self._side(supplier) if supplier else UNKNOWN] = self.value[item] or 0.0
        return found

    def _unknown(self, item: str) -> Content:
        found = np.zeros((len(SEGMENTS), 3))
        found[self.segment[item], UNKNOWN] = self.value[item] or 0.0
        return found

    def _side(self, site: str) -> int:
        return LOCAL if site in self.region else OUTSIDE


def _ledger(network: Network, atlas: Atlas, shares: pl.DataFrame) -> _Ledger:
    items = network["items"].select("item", "segment", "value_cny").rows()
    bills: dict[str, list[tuple[str, int]]] = {}
    for item, part, quantity in network["bills"].select("item", "input", "quantity").iter_rows():
        bills.setdefault(item, []).append((part, quantity))
    suppliers: dict[tuple[str, str], list[tuple[str, str | None, float]]] = {}
    for line, item, supplier, maker_line, share in shares.select(
        "line", "item", "supplier", "maker_line", "share"
    ).iter_rows():
        suppliers.setdefault((line, item), []).append((supplier, maker_line, share))
    return _Ledger(
        value={item: value for item, _, value in items},
        segment={item: SEGMENTS.index(segment) if segment in SEGMENTS else 1 for item, segment, _ in items},
        bills=bills,
        suppliers=suppliers,
        region=atlas.sites(atlas.territory),
        site=dict(network["lines"].select("line", "site").iter_rows()),
    )
