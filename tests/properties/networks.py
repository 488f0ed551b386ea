"""Random small cases, drawn from their options and compiled by the product's own way."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from landbridge.documents.document import Network, Plan
from landbridge.network.compile import compile_network
from landbridge.network.rules import check
from landbridge.planning.given import given
from landbridge.tables.case import Case, read_case
from tests.properties.building import draw_building
from tests.properties.draft import Draft
from tests.properties.enrich import enrich
from tests.properties.options import Options
from tests.properties.selling import draw_selling
from tests.properties.switching import switch_on

_TARGETS = {
    "site": ("sites", "site"),
    "line": ("lines", "line"),
    "lane": ("lanes", "lane"),
    "terminal": ("terminals", "terminal"),
    "service": ("timetables", "service"),
}


def draw_case(options: Options) -> Draft:
    """The tables of the case that the options describe."""
    draft = Draft(options)
    draw_building(draft)
    draw_selling(draft)
    for number in range(options.disruptions):
        _disrupt(draft, f"disruption-{number}")
    return draft


def _disrupt(draft: Draft, name: str) -> None:
    random = draft.random
    kinds = [kind for kind, (table, _) in _TARGETS.items() if draft.tables[table]]
    kind = random.choice(kinds)
    table, key = _TARGETS[kind]
    target = random.choice(draft.tables[table])[key]
    midnight = datetime.combine(draft.start, datetime.min.time())
    starts = midnight + timedelta(minutes=random.randint(-24 * 60, (draft.end - draft.start).days * 24 * 60))
    if draft.options.round_times:
        starts = starts.replace(minute=0)
    ends = starts + timedelta(hours=random.choice([1, 5, 20, 40]))
    draft.add(
        "disruptions",
        disruption=name,
        target_kind=kind,
        target=target,
        starts=f"{starts:%Y-%m-%dT%H:%M}",
        ends=f"{ends:%Y-%m-%dT%H:%M}",
        factor=random.choice([0, 0, 0.37, 0.5, 0.733, 1.25]),
    )


def read_draft(draft: Draft) -> Case:
    """The case as the product reads it; what a check finds wrong with it is a fault of the generator."""
    with TemporaryDirectory() as folder:
        draft.write(Path(folder))
        case = read_case(Path(folder))
        errors = [finding for finding in check(case) if finding.severity == "error"]
    if errors:
        raise ValueError(f"{draft.options}: {errors[0]}")
    return case


HOW = ("plain", "tables", "network", "both")


def random_network(options: Options, how: str = "plain") -> tuple[Network, Plan]:
    """The network and plan of the case that the options describe.

    Parameters
    ----------
    options
        What it is to be like.
    how
        One of HOW: as drawn, with the tables' further features on, with those of the network on, or with both.
    """
    draft = draw_case(options)
    if how in ("tables", "both"):
        switch_on(draft)
    network = compile_network(read_draft(draft))
    if how in ("network", "both"):
        network = enrich(network, options.seed)
    return network, given(network)
