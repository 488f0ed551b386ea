"""The kernel's memory: one record array per kind of thing, indices instead of objects.

All times are int64 ms since the warm-up's beginning; -1 stands for "none" in an index and "not yet" in a time.
"""

from __future__ import annotations

from typing import Final

import numpy as np

NEVER: Final = 2**61
# the last instant a row of a lot or a vehicle can hold: 17 years
LAST: Final = 2**39 - 1

# an event's key is its priority << 60 | its activity << 36 | its sequence
ACTIVITY: Final = 2**24 - 1
SEQUENCE: Final = 2**36 - 1

# priorities of events (docs/simulation.md, T4)
ARRIVE: Final = 0
BACK: Final = 1
ROLL: Final = 2
FINISH: Final = 3
DEMAND: Final = 4
DEPART: Final = 5
GATHERED: Final = 6
TRY: Final = 7

# the flow of a vehicle that has none
UNASSIGNED: Final = -1
SCRAPPED: Final = -2

# what a line waits for, beside the slot of a part
FREE: Final = -1
YARD: Final = -2
RETRY: Final = -3

# replenishment policies
REORDER_POINT: Final = 0
# with lots that were ordered by another rule before a branch
REORDER_POINT_AMONG_OTHERS: Final = -1
UP_TO: Final = 1
# with a least quantity, or a multiple
UP_TO_SIZED: Final = 2

# what a terminal handles
UNIT: Final = 0
LOAD: Final = 1
DEPARTURE: Final = 2

# events of the queue that stand side by side, a power of two
CHUNK: Final = 8
# buckets of a window of the queue are 2**WINDOW; the queue has a ring of RING for the windows at hand
WINDOW: Final = 6
RING: Final = 2 * 2**WINDOW

# units of a line whose time is drawn in one go
AHEAD: Final = 64

# slots that a line looks at in one go, a bit each of a 32-bit word
BLOCK: Final = 32
# lots on the way to a stock that need no event: its row of INBOUND has when they arrive << IN_LOT | the lot's last bits
INBOUND: Final = 8
IN_LOT: Final = 24
NONE_INBOUND: Final = 2**63 - 1

# counters of the whole run
(
    N_LOTS,
    N_MOVEMENTS,
    N_STEPS,
    N_STOPS,
    N_NODES,
    FREE_NODE,
    BUCKET,
    N_HEAP,
    N_EVENTS,
    PERIOD_NOW,
    N_UNLOADED,
    SPREAD,
) = range(12)

INSTANT = np.dtype([("low", "u4"), ("high", "i1")])
_LAW = [("code", "i4"), ("a", "f8"), ("b", "f8"), ("stream", "u8")]

NODE = np.dtype([("t", "i8"), ("key", "i8"), ("x", "i4"), ("next", "i4")])
SEGMENT = np.dtype([("t", "i8"), ("work", "i8"), ("rate", "i8")])
LAW = np.dtype(_LAW)

STOCK = np.dtype(
    [
        # what arrivals, looks and most orders touch: one cache line of 64 bytes
        ("received", "i8"),  # initial + put on the shelf
        ("trigger", "i8"),  # order when the demand posted reaches this: initial + ordered - s
        ("target", "i8"),  # of a pace line's stock: look again when the demand posted reaches this
        ("capacity", "i8"),  # NEVER where it has none
        ("quantity", "i8"),  # of an order, or least of one that fills up
        ("orders", "i4"),
        ("user", "i4"),  # the pace line that uses it, or -1 - the maker
        ("slot", "i4"),  # its place among all lines' parts
        ("source", "i4"),  # first of its sources
        ("dock", "i4"),  # first lot that waits at the dock, or -1
        ("sources", "i2"),  # how many
        ("policy", "i1"),
        ("quiet", "i1"),  # 1 where nobody takes note when a lot arrives
        # what makers' stocks, other orders and docks touch: another
        ("posted", "i8"),  # demand posted; of a pace line's stock kept as slack instead
        ("committed", "i8"),
        ("s", "i8"),
        ("least", "i8"),
        ("multiple", "i8"),
        ("last", "i4"),  # last lot that waits at the dock
        ("pad", "i4"),
        ("more", "i8", 2),
    ]
)
SOURCE = np.dtype(
    [
        ("maker", "i4"),  # maker that fills the orders, or -1
        ("product", "i4"),  # the maker's product
        ("site_map", "i4"),
        ("lane_map", "i4"),
        ("transit", LAW),
        ("throughput_stream", "u8"),
        ("priority", "i4"),
        ("weight", "i4"),
        ("sent", "i4"),
    ]
)
LOT = np.dtype(
    [
        ("quantity", "i8"),
        ("ordered", INSTANT),
        ("begun", INSTANT),
        ("shipped", INSTANT),  # until it is begun: the order's number at its stock
        ("arrived", INSTANT),
        ("stock", "i4"),
        ("next", "i4"),  # behind it in a maker's queue or at a dock
        ("source", "i2"),  # which of its stock's sources
    ]
)
# lots that waited at a dock, and when they were put on the shelf
UNLOADED = np.dtype([("t", "i8"), ("lot", "i4"), ("pad", "i4")])
MAKER = np.dtype(
    [
        ("free", "i8"),
        ("takt", "i8"),  # its takt [ns], or -1 - the map of it
        ("head", "i4"),
        ("tail", "i4"),
        ("map", "i4"),
        ("scrap", "i4"),  # millionths of what it makes
        ("throughput", LAW),
        ("pad", "i4"),
    ]
)
PRODUCT = np.dtype([("first", "i4"), ("last", "i4")])
INPUT = np.dtype([("stock", "i4"), ("pad", "i4"), ("quantity", "i8")])

LINE = np.dtype(
    [
        ("next", "i8"),  # unit to be built next
        ("units", "i8"),
        ("vehicle", "i8"),  # number of its first vehicle
        ("release", "i8"),  # segment of its plan map that the last unit was released in; only saves time
        ("map", "i4"),
        ("plan_map", "i4"),
        ("takt", "i8"),  # its takt [ns], or -1 - the map of it
        ("drawn", "i8"),  # units before it are drawn
        ("period", "i4"),
        ("waits", "i4"),  # FREE, YARD, RETRY or the slot of the missing part
        ("stop", "i4"),  # its open stop, or -1
        ("posted", "i4"),  # whether the next unit's bill is in the slack
        ("yard", "i4"),
        ("width", "i4"),  # slots of its parts, a multiple of BLOCK
        ("slots", "i8"),  # first of its slots
        ("bills", "i8"),  # first of its bills: model x width
        ("pools", "i4"),  # pool of its first model
        ("scrap", "f8"),
        ("flawed", "f8"),  # scrap and rework share
        ("quality", "u8"),  # stream
        ("throughput", LAW),
        ("rework", LAW),
    ]
)
PERIOD = np.dtype([("first", "i8"), ("units", "i8"), ("start", "i8"), ("work", "i8"), ("span", "i8")])
YARDS = np.dtype([("capacity", "i8"), ("taken", "i8"), ("first", "i4"), ("last", "i4")])
VEHICLE = np.dtype(
    [
        ("flow", "i4"),
        ("steps", "u4"),  # first of its steps: 1 + the movement, or 0
        ("entry", "i4"),  # the demand it fills, -2 - that where it waited in the yard for it, or -1
        ("pool", "i2"),
        ("position", "i2"),
    ]
)
# apart from VEHICLE, so that what happens after a start touches one row only
# "finished" holds how long a unit will take from when that is drawn until it is started
TIMES = np.dtype([("started", INSTANT), ("finished", INSTANT)])
SLOT = np.dtype(
    [
        ("stock", "i4"),  # -1 where a line's slots are filled up to a whole block
        ("source", "i4"),  # first of its stock's sources
        ("other", "i4"),  # the second, or the first again
    ]
)
STOP = np.dtype([("line", "i4"), ("cause", "i4"), ("unit", "i8"), ("began", "i8"), ("ended", "i8"), ("lot", "i8")])

LANE = np.dtype(
    [
        ("wait", "i8"),  # longest wait of a load that is not full; -1: for good
        ("movements", "i4"),
        ("load", "i4"),  # 0 where services run
        ("map", "i4"),
        ("queue", "i4"),  # first of its queues
        ("apart", "i4"),  # 1 where every item queues for itself
        ("final", "i4"),  # its number among the lanes at whose end every vehicle is delivered, or -1
        ("transit", LAW),
        ("pad", "i4"),
    ]
)
QUEUE = np.dtype(
    [
        ("head", "i4"),
        ("tail", "i4"),
        ("queued", "i4"),
        ("loads", "i4"),
        ("lane", "i4"),
        # what the last departure with a cut-off has counted, so that the next one need not
        ("early", "i4"),  # so many from the head joined in time
        ("edge", "i4"),  # the last of them
        ("pad", "i4"),
        ("cut_off", "i8"),  # of them
    ]
)
TERMINAL = np.dtype(
    [
        ("movements", "i4"),
        ("handles", "i4"),
        ("load", "i4"),
        ("first", "i4"),
        ("last", "i4"),
        ("pad", "i4"),
        ("time", LAW),
    ]
)
SERVER = np.dtype([("free", "i8"), ("map", "i4"), ("pad", "i4")])
MOVEMENT = np.dtype(
    [
        ("began", "i8"),
        ("ended", "i8"),
        ("activity", "i4"),
        ("number", "i4"),
        ("service", "i4"),
        ("units", "i4"),
        ("first", "i4"),
    ]
)
SERVICE = np.dtype([("lane", "i4"), ("first", "i4"), ("last", "i4"), ("fleet", "i4"), ("transit", LAW), ("back", LAW)])
FLEET = np.dtype([("at_hand", "i8"), ("carries", "i8")])
RUN = np.dtype(
    [
        ("departs", "i8"),
        ("cut_off", "i8"),
        ("capacity", "i4"),
        ("least", "i4"),
        ("queued", "i4"),
        ("loaded", "i4"),
        ("movement", "i4"),
        ("wagons", "i4"),
        ("closed", "i4"),  # 1: it falls in a drawn closure
        ("pad", "i4"),
    ]
)
BOOK = np.dtype(
    [
        ("open", "i8"),
        ("urgency", "i8"),  # priority << 44 | when it arose, of its oldest open demand; NEVER where none is open
        ("first", "i4"),
        ("last", "i4"),
        ("oldest", "i4"),
        ("arisen", "i4"),
        ("links", "i4"),
        ("links_end", "i4"),
    ]
)
ENTRY = np.dtype(
    [("t", "i8"), ("quantity", "i4"), ("filled", "i4"), ("lost", "i4"), ("loses", "i2"), ("priority", "i2")]
)
POOL = np.dtype(
    [
        ("assigned", "i8"),
        ("head", "i4"),
        ("tail", "i4"),
        ("first", "i4"),
        ("last", "i4"),
        ("line", "i4"),
        ("item", "i4"),
    ]
)
LINK = np.dtype(
    [
        ("weight", "i8"),
        ("sent", "i8"),
        ("pool", "i4"),
        ("book", "i4"),
        ("first", "i4"),
        ("last", "i4"),
    ]
)
FLOW = np.dtype([("weight", "i8"), ("sent", "i8"), ("route", "i4"), ("book", "i4")])
ROUTE = np.dtype([("first", "i4"), ("steps", "i4")])
