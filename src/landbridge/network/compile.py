"""Case tables -> Network: every meaning is computed once, each in its concept's module."""

from __future__ import annotations

from landbridge.documents import Network
from landbridge.network.ancestry import compile_ancestry
from landbridge.network.calendars import Calendars
from landbridge.network.clock import Clock
from landbridge.network.demand import compile_demand
from landbridge.network.disruptions import Disruptions
from landbridge.network.facts import compile_facts
from landbridge.network.items import compile_bills, compile_items
from landbridge.network.lanes import compile_lanes, compile_waypoints
from landbridge.network.lines import compile_lines, compile_takts
from landbridge.network.places import compile_places, read_atlas
from landbridge.network.rates import RateBook
from landbridge.network.replenishment import compile_sources, compile_stocks
from landbridge.network.routes import compile_flows, compile_routes
from landbridge.network.schedule import compile_schedule
from landbridge.network.sites import compile_sites
from landbridge.network.tariffs import compile_tariffs
from landbridge.network.terminals import compile_servers, compile_terminals
from landbridge.network.timetables import compile_departures, compile_fleets, compile_services
from landbridge.tables.case import Case


def compile_network(case: Case) -> Network:
    """Compile a case that has no errors.

    Parameters
    ----------
    case
        A case that :func:`landbridge.network.rules.check` found no error in.

    Returns
    -------
    Network
        Its tables are sorted by name, so the order of rows in the case changes nothing.
    """
    settings = case.settings
    atlas = read_atlas(case)
    clock = Clock(atlas.time_zone(settings.home), settings.start, settings.end, settings.warm_up_d)
    calendars = Calendars(case, clock)
    disruptions = Disruptions(case, clock, atlas)
    rates = RateBook()
    tables = {
        "places": compile_places(case, atlas),
        "sites": compile_sites(case, atlas, calendars, disruptions, rates),
        "items": compile_items(case),
        "bills": compile_bills(case),
        "lines": compile_lines(case, atlas, calendars, disruptions, rates),
        "takts": compile_takts(case, clock, atlas),
        "stocks": compile_stocks(case),
        "sources": compile_sources(case),
        "lanes": compile_lanes(case, calendars, disruptions, rates),
        "waypoints": compile_waypoints(case),
        "terminals": compile_terminals(case, atlas, calendars, disruptions, rates),
        "servers": compile_servers(case, atlas, calendars, disruptions, rates),
        "routes": compile_routes(case),
        "services": compile_services(case),
        "fleets": compile_fleets(case),
        "departures": compile_departures(case, clock, atlas, disruptions),
        "disruptions": disruptions.table(),
        "demand": compile_demand(case, clock, atlas),
        "flows": compile_flows(case),
        "schedule": compile_schedule(case, clock),
        "periods": clock.periods(),
        "tariffs": compile_tariffs(case),
        "facts": compile_facts(case),
        "claims": case.tables["claims"].sort("claim"),
        "ancestry": compile_ancestry(case),
        "rates": rates.table(),
    }
    return Network.of(
        tables,
        {
            "title_en": settings.title_en,
            "title_zh": settings.title_zh,
            "start": settings.start.isoformat(),
            "end": settings.end.isoformat(),
            "home": settings.home,
            "time_zone": clock.zone,
            "end_ms": clock.end_ms,
            "warm_up_ms": clock.warm_up_ms,
            "currency": settings.currency,
            "as_of": settings.as_of.isoformat(),
            "seed": settings.seed,
            **_map(case),
        },
    )


def _map(case: Case) -> dict[str, str]:
    """What the case's own map needs: the notice to print on it, and the GeoJSON to draw below it."""
    notice, basemap = case.settings.map.map_notice, case.settings.map.basemap
    return {
        **({"map_notice": notice} if notice else {}),
        **({"basemap": (case.folder / basemap).read_text(encoding="utf-8-sig")} if basemap else {}),
    }
