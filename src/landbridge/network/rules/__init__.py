"""What tables must mean together: one rule a file, each a function from a case to its findings."""

from __future__ import annotations

from collections.abc import Callable

from landbridge.network.rules import (
    agreement,
    attributes,
    bill_cycle,
    claims,
    disruptions,
    durations,
    duties,
    facts,
    fleets,
    flows,
    horizon,
    idle,
    line_rows,
    loads,
    maker_ring,
    places,
    policies,
    provenance,
    revisions,
    routes,
    schedule,
    service_capacity,
    services,
    shelves,
    shifts,
    small_orders,
    stalls,
    stock_rules,
    stocks,
    suppliers,
    supply,
    tariffs,
    validity,
    yards,
)
from landbridge.tables.case import Case
from landbridge.tables.finding import Finding
from landbridge.tables.listing import in_order, not_said

Rule = Callable[[Case], list[Finding]]

RULES: tuple[Rule, ...] = (
    places.find,
    attributes.find,
    bill_cycle.find,
    validity.find,
    shifts.find,
    duties.find,
    line_rows.find,
    durations.find,
    supply.find,
    stocks.find,
    stock_rules.find,
    policies.find,
    suppliers.find,
    small_orders.find,
    maker_ring.find,
    stalls.find,
    shelves.find,
    schedule.find,
    flows.find,
    routes.find,
    services.find,
    fleets.find,
    loads.find,
    service_capacity.find,
    yards.find,
    idle.find,
    horizon.find,
    disruptions.find,
    facts.find,
    revisions.find,
    agreement.find,
    claims.find,
    tariffs.find,
    provenance.find,
)


def check(case: Case) -> list[Finding]:
    """Everything that is wrong with a case: its own findings and those of every rule, in order.

    Parameters
    ----------
    case
        As read; it may be broken, which its own findings say already.

    Returns
    -------
    list of Finding
        By severity, table and line; each rule capped as the case says.
    """
    by_rules = [found for find in RULES for found in find(case)]
    return list(in_order([*case.findings, *not_said(by_rules, case.findings)]))
