"""A drawn case with the tables' further features switched on, by random choices of its own."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.properties.draft import TURN, Draft

Row = dict[str, Any]


def switch_on(draft: Draft) -> None:
    """Overtime, staff, ramp-up, quality, sources, orders, loads, priorities, fleets and drawn disruptions."""
    random = Random(draft.options.seed + 1)
    for change in (_shifts, _lines, _sources, _loads, _priorities, _fleets, _disruptions):
        change(draft, random)


def _shifts(draft: Draft, random: Random) -> None:
    for row in draft.tables["calendars"]:
        row.update(overtime="", staff="")
    late = {"overtime": "yes", "staff": "", "holidays": ""}
    draft.add("calendars", calendar="two-shift", weekdays="Sun", starts="08:00", ends="12:00", **late)
    draft.add("calendars", calendar="office", weekdays="Mon-Fri", starts="18:00", ends="20:30", **late)
    for starts, ends, staff in (("06:00", "14:00", ""), ("14:00", "22:00", 1)):
        row = {"weekdays": "Mon-Sun", "starts": starts, "ends": ends, "holidays": "", "overtime": "", "staff": staff}
        draft.add("calendars", calendar="staffed", **row)
    for terminal in draft.tables["terminals"]:
        if random.random() < 0.6:
            terminal["calendar"] = "staffed"


def _lines(draft: Draft, random: Random) -> None:
    quality: dict[str, Row] = {}
    for row in draft.tables["lines"]:
        own = quality.setdefault(row["line"], _quality(draft, random, row["mode"]))
        row.update(own)
        if row.get("valid_from") == TURN:
            row.update(ramp_up_d=random.randint(1, 3), ramp_from_share=random.choice([0.2, 0.7]))


def _quality(draft: Draft, random: Random, mode: str) -> Row:
    row: Row = {"scrap_share": random.choice(["", 0.03, 0.25])}
    if mode == "pace" and random.random() < 0.7:
        row |= {"rework_share": random.choice([0.1, 0.4]), **draft.duration("rework", 3)}
    return row


def _sources(draft: Draft, random: Random) -> None:
    for row in list(draft.tables["replenishment"]):
        if row["policy"] != "reorder_point" and random.random() < 0.5:
            row.update(minimum_order=random.randint(1, 4), order_multiple=random.choice([1, 3]))
        if random.random() < 0.5:
            lane = f"other-{row['site']}-{row['item']}"
            if not draft.has("lanes", lane=lane):
                draft.add_site("other", "source")
                way = {"origin": "other", "destination": row["site"], "mode": "road"}
                draft.add("lanes", lane=lane, **way, **draft.duration("transit", 4))
            share = {"priority": random.randint(1, 2), "share": random.choice([0.5, 1, 3])}
            key = {"site": row["site"], "item": row["item"], "line": row["line"]}
            draft.add("replenishment", **key, lane=lane, **share)


def _loads(draft: Draft, random: Random) -> None:
    for lane in draft.tables["lanes"]:
        if draft.has("routes", lane=lane["lane"]) and not draft.has("timetables", lane=lane["lane"]):
            lane.update(mixed=random.choice(["", "yes", "no"]), load_wait_h=random.choice(["", 0.5, 3, 10]))


def _priorities(draft: Draft, random: Random) -> None:
    for row in draft.tables["demand"]:
        row["priority"] = random.choice(["", 1, 2, 3])


def _fleets(draft: Draft, random: Random) -> None:
    for name in ("fleet-0", "fleet-1"):
        using = [row for row in draft.tables["timetables"] if random.random() < 0.4 and "fleet" not in row]
        if using:
            size = {"wagons": random.randint(3, 6), "units_per_wagon": random.randint(1, 3)}
            draft.add("fleets", fleet=name, **size, **draft.duration("return", 15))
        for row in using:
            row["fleet"] = name


def _disruptions(draft: Draft, random: Random) -> None:
    names = {"site": "sites", "line": "lines", "lane": "lanes", "terminal": "terminals", "service": "timetables"}
    for number in range(random.randint(1, 5)):
        kind = random.choice([kind for kind, table in names.items() if draft.tables[table]])
        target = random.choice(draft.tables[names[kind]])[kind]
        leaders = [row["disruption"] for row in draft.tables["disruptions"]]
        if leaders and random.random() < 0.5:
            when: Row = {"after": random.choice(leaders), "delay_h": random.choice([0, 3]), "lasts_h": 9}
        else:
            when = {"mean_days_between": random.choice([0.5, 2]), "mean_days_to_repair": random.choice([0.1, 0.4])}
        factor = random.choice([0, 0, 0.5, 1.2])
        draft.add("disruptions", disruption=f"more-{number}", target_kind=kind, target=target, factor=factor, **when)
