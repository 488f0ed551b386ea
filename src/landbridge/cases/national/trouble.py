"""What goes wrong: dated closures, random ones and slowdowns of everything there is, and such as follow others."""

from __future__ import annotations

import random

from landbridge.cases.national.chain import JUST_IN_TIME, STAND_IN, Rows, below
from landbridge.cases.national.size import Size


def make_disruptions(size: Size, chance: random.Random) -> Rows:
    """Closures and slowdowns: most are such as stocks and overtime get over, some stop a line or strand a train."""
    first = size.tiers[0]
    way = f"second-{below(size, 0, JUST_IN_TIME)}--maker-{first[JUST_IN_TIME]}"
    rows: Rows = [
        _dated(f"closure-{i:03d}", "site", f"maker-{chance.choice(first)}", i) for i in range(max(1, len(first) // 8))
    ]
    for i, s in enumerate(chance.sample(first, max(1, len(first) // 8))):
        rows.append(_random(f"failure-{i:03d}", "site", f"maker-{s}", 0, 120, 0.4))
    for i, s in enumerate(chance.sample(first, max(1, len(first) // 8))):
        rows.append(_random(f"slow-line-{i:03d}", "line", f"line-maker-{s}", 0.5, 60, 0.5))
    for i, s in enumerate(chance.sample(first, max(1, len(first) // 12))):
        lane = f"maker-{s}--{chance.choice(size.plant_names)}"
        rows.append(_random(f"slow-road-{i:03d}", "lane", lane, 0.4, 45, 1.0))
    for plant in size.plant_names:
        rows.append(_random(f"breakdown-{plant}", "line", f"line-{plant}", 0, 21, 0.05))
    return [
        *rows,
        _random("rail-blocked", "service", "train-rail-west-china-00", 0, 90, 1.5),
        _random("crane-out", "terminal", "rail-loading", 0.5, 40, 0.5),
        _random("snow", "lane", "rail-north-line", 0, 40, 3.0),
        _random("storm", "terminal", "harbour-loading", 0, 40, 0.5),
        _following("no-sailing", "service", "ship", 0, "storm"),
        # long enough for the importer to stand in, and for one plant to miss what is two tiers up
        _over("fire", "site", f"maker-{first[STAND_IN]}", "2024-08-06", "2024-08-08"),
        _over("landslide", "lane", way, "2024-09-02", "2024-09-09"),
        {**_dated("quake", "site", "mine", 4), "starts": "2024-05-12 06:00", "ends": "2024-05-12 18:00", "factor": 0},
        _following("aftershock", "lane", "mine--cathode-maker", 0.5, "quake"),
    ]


def _dated(name: str, kind: str, target: str, i: int) -> dict[str, object]:
    day = f"2024-{1 + i % 12:02d}-{1 + i % 27:02d}"
    when: dict[str, object] = {"starts": f"{day} 06:00", "ends": f"{day} 18:00", "factor": 0 if i % 3 else 0.5}
    return {"disruption": name, "target_kind": kind, "target": target, **when}


def _over(name: str, kind: str, target: str, first: str, last: str) -> dict[str, object]:
    """A closure of days on end."""
    when: dict[str, object] = {"starts": f"{first} 06:00", "ends": f"{last} 06:00", "factor": 0}
    return {"disruption": name, "target_kind": kind, "target": target, **when}


def _random(name: str, kind: str, target: str, factor: float, between: float, repair: float) -> dict[str, object]:
    how_often: dict[str, object] = {"mean_days_between": between, "mean_days_to_repair": repair}
    return {"disruption": name, "target_kind": kind, "target": target, "factor": factor, **how_often}


def _following(name: str, kind: str, target: str, factor: float, after: str) -> dict[str, object]:
    when: dict[str, object] = {"after": after, "delay_h": 6, "lasts_h": 36}
    return {"disruption": name, "target_kind": kind, "target": target, "factor": factor, **when}
