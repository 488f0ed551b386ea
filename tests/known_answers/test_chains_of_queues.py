"""Stations in a row and stations that meet: product form, to be found in the interval of independent replications."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from landbridge.documents.document import Record
from tests.known_answers.formulas import mean_leftover, wait_mmc
from tests.known_answers.queues import HOUR, Source, queues, visits
from tests.known_answers.replications import Estimates, assert_known, replicate
from tests.oracle.sketch import Row

SKIPPED = 2000


def exponential(mean_h: float, servers: int = 1) -> Row:
    """A station with exponential service times."""
    return {"time_distribution": "exponential", "time_h": mean_h, "servers": servers}


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Of two series."""
    return float(np.corrcoef(one, other)[0, 1])


def test_tandem() -> None:
    # what leaves M/M/c is a Poisson process again (Burke, Operations Research 4, 1956), and the stays at two single
    # servers in a row are independent (Reich, Annals of Mathematical Statistics 28, 1957)
    def estimate(record: Record) -> Estimates:
        first, second, third = (visits(record, name).after(SKIPPED) for name in ("first", "second", "third"))
        gaps = np.diff(first.ended) / HOUR
        return {
            "first": float(first.waits_h.mean()),
            "second": float(second.waits_h.mean()),
            "third": float(third.waits_h.mean()),
            "gap": float(gaps.mean()),
            "gap squared": float((gaps**2).mean()),
            "gaps": correlation(gaps[1:], gaps[:-1]),
            "stays": correlation(first.stays_h, second.stays_h),
        }

    network, plan = queues(
        {"tandem": Source(30_000, 1.0, ["first", "second", "third"])},
        {"first": exponential(0.6), "second": exponential(0.7), "third": exponential(1.4, servers=3)},
    )
    waits = wait_mmc(1, 1.0, 0.6), wait_mmc(1, 1.0, 0.7), wait_mmc(3, 1.0, 1.4)
    assert_known(
        replicate(network, plan, estimate, 25),
        {
            "first": (waits[0], 0.04 * waits[0]),
            "second": (waits[1], 0.04 * waits[1]),
            "third": (waits[2], 0.05 * waits[2]),
            "gap": (1.0, 0.01),
            "gap squared": (2.0, 0.03),
            "gaps": (0.0, 0.01),
            "stays": (0.0, 0.02),
        },
    )


def test_jackson_network() -> None:
    # two sources pass their own stations and meet at a third: every station is M/M/c with the sum of what comes to it,
    # and at one instant their numbers are independent (Jackson, Operations Research 5, 1957)
    looks = np.arange(1000, 14_000, 30)
    names = ["left", "right", "both"]

    def estimate(record: Record) -> Estimates:
        held = record["balances"].filter(pl.col("state").cast(pl.String) == "handling")
        held = (
            held.with_columns(pl.col("terminal").cast(pl.String))
            .group_by("time_ms", "terminal")
            .agg(pl.col("units").sum())
        )
        numbers = np.zeros((3, len(looks)))
        for time, terminal, units in held.iter_rows():
            numbers[names.index(terminal), np.searchsorted(looks * HOUR, time)] = units
        # until both sources end
        late = {name: visits(record, name) for name in names}
        until = 14_000 * HOUR
        waits = {name: v.waits_h[(v.arrived > 1000 * HOUR) & (v.arrived < until)].mean() for name, v in late.items()}
        empty = (numbers == 0).mean(axis=1)
        return {
            **{name: float(wait) for name, wait in waits.items()},
            "left and both": correlation(numbers[0], numbers[2]),
            "left and right": correlation(numbers[0], numbers[1]),
            "all empty": float((numbers == 0).all(axis=0).mean()),
            "both empty": float(empty[2]),
        }

    network, plan = queues(
        {"a": Source(15_500, 1.0, ["left", "both"]), "b": Source(8000, 2.0, ["right", "both"])},
        {"left": exponential(0.6), "right": exponential(1.0), "both": exponential(0.4)},
        looks,
    )
    waits = {"left": wait_mmc(1, 1.0, 0.6), "right": wait_mmc(1, 0.5, 1.0), "both": wait_mmc(1, 1.5, 0.4)}
    assert_known(
        replicate(network, plan, estimate, 22),
        {
            **{name: (wait, 0.06 * wait) for name, wait in waits.items()},
            "left and both": (0.0, 0.05),
            "left and right": (0.0, 0.05),
            "all empty": (0.4 * 0.5 * 0.4, 0.015),
            "both empty": (0.4, 0.02),
        },
    )


@pytest.mark.parametrize(
    "transit",
    [
        {"transit_distribution": "exponential", "transit_h": 5.0},
        {"transit_distribution": "gamma", "transit_h": 5.0, "transit_cv": 1.5},
        {"transit_distribution": "constant", "transit_h": 5.0},
    ],
    ids=["M/M/infinity", "M/G/infinity", "M/D/infinity"],
)
def test_vehicles_on_the_road_are_a_poisson_number(transit: Row) -> None:
    # a lane never makes anybody wait: Poisson with mean rate x transit, whatever the transit's law
    # (Palm, Ericsson Technics 44, 1943; Khinchine, 1955)
    looks = np.arange(200, 19_000, 30)
    network, plan = queues({"plant": Source(20_000, 1.0, [], road=transit)}, {}, looks)

    def estimate(record: Record) -> Estimates:
        moving = record["balances"].filter(pl.col("state").cast(pl.String) == "moving")
        there = np.zeros(len(looks))
        there[np.searchsorted(looks * HOUR, moving["time_ms"].to_numpy())] = moving["units"].to_numpy()
        return {
            "mean": float(there.mean()),
            "none": float((there == 0).mean()),
            "variance": float(((there - 5) ** 2).mean()),
            "ten": float((there >= 10).mean()),
        }

    assert_known(
        replicate(network, plan, estimate, 15),
        {
            "mean": (5.0, 0.2),
            "variance": (5.0, 0.6),
            "none": (stats.poisson.pmf(0, 5), 0.006),
            "ten": (stats.poisson.sf(9, 5), 0.015),
        },
    )


@pytest.mark.parametrize(("cut_off_h", "capacity"), [(0, 1000), (2, 1000), (0, 8)])
def test_vehicles_wait_for_a_train(cut_off_h: int, capacity: int) -> None:
    # Poisson arrivals see time averages (Wolff, Operations Research 30, 1982): half a headway, the cut-off on top,
    # and what trains leave behind (Bailey, Journal of the Royal Statistical Society B 16, 1954) by Little's law
    headway, runs = 6, 2800
    network, plan = queues(
        {"plant": Source(16_000, 1.0, [], road={"scheduled": True})},
        {},
        services=[{"service": "train", "lane": "plant-out"}],
        departures=[
            {
                "service": "train",
                "number": number,
                "departs_ms": (number + 1) * headway * HOUR,
                "cut_off_ms": cut_off_h * HOUR,
                "capacity_units": capacity,
            }
            for number in range(runs)
        ],
    )

    def estimate(record: Record) -> Estimates:
        rides = record["steps"].join(record["movements"], on="movement", maintain_order="left")
        joined = record["vehicles"]["assigned_ms"].head(rides.height)
        waits = (rides["began_ms"] - joined).to_numpy() / HOUR
        return {"wait": float(waits[SKIPPED:-SKIPPED].mean())}

    wait = headway / 2 + cut_off_h + mean_leftover(headway, capacity)
    assert_known(replicate(network, plan, estimate, 15), {"wait": (wait, 0.03 * wait)})
