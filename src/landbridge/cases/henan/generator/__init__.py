"""Writes the derived and synthetic tables of the Henan case from small inputs, the same bytes every time.

Kept by hand in the case's folder: places, calendars, facts, terminals, timetables, departures, disruptions, waypoints.
Written here: sites, items, bills, lines, schedule, replenishment, lanes, routes, demand and flows. The inputs are the
tables in `inputs`; `docs/henan.md` tells the rules. Run with ``python -m landbridge.cases.henan.generator``.
"""
