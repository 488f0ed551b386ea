"""Record -> Measures: every figure is counted once, each in its concept's module."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from landbridge.documents import Measures, Network, Plan, Record
from landbridge.measurement.ancestry import Ancestry
from landbridge.measurement.bases import Bases
from landbridge.measurement.capacity import capacity
from landbridge.measurement.counts import count_deliveries, count_lots, counts
from landbridge.measurement.duties import duties
from landbridge.measurement.evidence import Evidence
from landbridge.measurement.exports import count_exports, exports
from landbridge.measurement.facts import read_facts
from landbridge.measurement.headline import headline
from landbridge.measurement.journeys import Journeys, read_journeys
from landbridge.measurement.lead_times import lead_times
from landbridge.measurement.local_content import local_content
from landbridge.measurement.milestones import milestones
from landbridge.measurement.months import Months, read_months
from landbridge.measurement.output import output
from landbridge.measurement.places import read_atlas
from landbridge.measurement.production import count_production, production
from landbridge.measurement.published import published
from landbridge.measurement.segments import chain, segments
from landbridge.measurement.service import service
from landbridge.measurement.sourcing import count_supplies
from landbridge.measurement.stocks import stocks
from landbridge.measurement.stops import stops
from landbridge.measurement.trains import count_departures, trains


def measure(network: Network, plan: Plan, record: Record) -> Measures:
    """Count the figures of a record.

    Parameters
    ----------
    network, plan
        What the record was simulated from.
    record
        What happened.

    Returns
    -------
    Measures
        Months are local months of the case's home place; nothing of the warm-up is counted.
    """
    months, journeys = read_months(network), read_journeys(record)
    # the lead times take longest, and mostly in numpy, which leaves the interpreter to the rest
    with ThreadPoolExecutor(1) as beside:
        spread = beside.submit(lead_times, network, record, journeys, months)
        evidence = _evidence(network, record, journeys, months)
        tables = _counted(evidence, record)
        tables["lead_times"] = spread.result()
    tables["headline"] = headline(evidence, plan, tables)
    settings = {
        key: network.settings[key] for key in ("title_en", "title_zh", "start", "end", "home", "currency", "as_of")
    }
    return Measures.of(tables, settings)


def _evidence(network: Network, record: Record, journeys: Journeys, months: Months) -> Evidence:
    facts = read_facts(network)
    ancestry = Ancestry(network, facts)
    return Evidence(
        network=network,
        months=months,
        atlas=read_atlas(network),
        facts=facts,
        ancestry=ancestry,
        bases=Bases(facts, ancestry),
        built=count_production(network, record, months),
        exported=count_exports(network, record, journeys, months),
        departures=count_departures(network, record, months),
        journeys=journeys,
    )


def _counted(evidence: Evidence, record: Record) -> dict[str, pl.DataFrame]:
    """The tables that are counted, but for the lead times."""
    network, months, atlas = evidence.network, evidence.months, evidence.atlas
    made = production(network, evidence.built)
    delivered = count_deliveries(network, record, months)
    tables = {
        "counts": counts(evidence.built, count_lots(record, months), evidence.exported, delivered),
        "capacity": capacity(network, months),
        "production": made,
        "output": output(made, months, atlas, evidence.bases),
        "milestones": milestones(network, evidence.built, months, evidence.facts.values()),
        "exports": exports(network, evidence.exported),
        "trains": trains(evidence.departures),
        "stocks": stocks(record, months),
        "stops": stops(network, record, months),
        "service": service(network, record, months),
        "published": published(evidence),
        "duties": duties(network, record, months, atlas),
    }
    supplies = count_supplies(record, months)
    tables["chain"] = chain(network, atlas, made, supplies)
    tables["local_content"] = local_content(network, atlas, made, supplies)
    tables["segments"] = segments(network, atlas, tables["chain"], tables["local_content"])
    return tables
