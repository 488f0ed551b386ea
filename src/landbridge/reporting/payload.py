"""All that the page is given, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from landbridge.documents import Measures, Network
from landbridge.reporting.rows import names
from landbridge.reporting.sections import chain, corridor, figures, markets, operations, output, routes, trade
from landbridge.reporting.sections.about import about


def gather(network: Network, measures: Measures, language: str, made_by: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of the page; its shape is declared in the front end's ``payload.ts``."""
    settings = network.settings
    return {
        "language": language,
        "case": {
            "title": [settings.get("title_en") or "", settings.get("title_zh") or settings.get("title_en") or ""],
            "start": settings.get("start"),
            "end": settings.get("end"),
            "asOf": settings.get("as_of"),
            "currency": settings.get("currency"),
        },
        "names": {
            "sites": names(network["sites"], "site"),
            "places": names(network["places"], "place"),
            "items": names(network["items"], "item"),
        },
        "headline": figures.headline(measures),
        "published": figures.published(network, measures),
        "output": output.output(network, measures),
        "corridor": corridor.corridor(network, measures),
        "routes": routes.routes(network, measures),
        "services": operations.services(network, measures),
        "stops": operations.stops(measures),
        "pipeline": operations.pipeline(network, measures),
        "markets": markets.markets(measures),
        "trade": trade.trade(measures),
        "chain": chain.chain(network, measures),
        "about": about(network, made_by),
    }
