"""Things that are there and do nothing: lanes that carry nothing, terminals nobody passes, lines without work."""

from __future__ import annotations

import polars as pl

from landbridge.network.rules.chain import sources
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding


def find(case: Case) -> list[Finding]:
    """idle_lane, idle_terminal, idle_line, nothing_built."""
    routes = case["routes"]
    carrying = pl.concat([case["replenishment"]["lane"], routes["lane"]]).drop_nulls().unique()
    lanes = case["lanes"].drop_nulls("lane").filter(~pl.col("lane").is_in(carrying.implode()))
    passed = routes["terminal"].drop_nulls().unique()
    terminals = case["terminals"].drop_nulls("terminal").filter(~pl.col("terminal").is_in(passed.implode()))
    ordered = sources(case)["suppliers"].explode().drop_nulls()
    working = pl.concat([ordered, case["schedule"]["line"]]).drop_nulls().unique()
    lines = case["lines"].drop_nulls("line").sort("_row").unique("line", keep="first", maintain_order=True)
    lines = lines.filter(~pl.col("line").is_in(working.implode()))
    found = [
        *case.report("idle_lane", "lanes", lanes.select("_row", "lane"), "lane"),
        *case.report("idle_terminal", "terminals", terminals.select("_row", "terminal"), "terminal"),
        *case.report("idle_line", "lines", lines.select("_row", "line", "mode"), "line"),
    ]
    nothing = case["schedule"].filter(pl.col("quantity") > 0).height == 0 and case["lines"].height > 0
    if nothing:
        found += case.report("nothing_built", "schedule", pl.DataFrame({"_row": [None]}, schema={"_row": pl.Int64}))
    return found
