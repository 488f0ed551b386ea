"""An open digital twin for vehicle industry chains.

The public verbs, each fetched from its room when it is first asked for, so that ``import landbridge`` is quick:

==============  ==========================================================================
find_case       the folder of a case: a path, or the name of a case that is shipped
read_case       a folder of tables -> Case, with everything found wrong on the way
check           Case -> findings: what the tables say that cannot be
compile         Case -> Network: stocks and activities
plan            Network -> Plan, taken from the case's own schedule
simulate        Network, Plan, seed -> Record: what happens, unit by unit
measure         Network, Plan, Record -> Measures: the figures
report          Network, Measures -> a page
run             all of it, into a run folder
export          a run folder's Measures, in a format that others read
==============  ==========================================================================
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from landbridge.cases import find_case
    from landbridge.exchange.export import export
    from landbridge.measurement.measure import measure
    from landbridge.network.compile import compile_network as compile
    from landbridge.network.rules import check
    from landbridge.pipeline import run
    from landbridge.planning.given import given as plan
    from landbridge.reporting.report import report
    from landbridge.simulation.simulate import simulate
    from landbridge.tables.case import read_case

__version__ = "0.1.0"

__all__ = ["check", "compile", "export", "find_case", "measure", "plan", "read_case", "report", "run", "simulate"]


def __getattr__(name: str) -> Any:
    doors = {
        "find_case": ("landbridge.cases", "find_case"),
        "read_case": ("landbridge.tables.case", "read_case"),
        "check": ("landbridge.network.rules", "check"),
        "compile": ("landbridge.network.compile", "compile_network"),
        "plan": ("landbridge.planning.given", "given"),
        "simulate": ("landbridge.simulation.simulate", "simulate"),
        "measure": ("landbridge.measurement.measure", "measure"),
        "report": ("landbridge.reporting.report", "report"),
        "run": ("landbridge.pipeline", "run"),
        "export": ("landbridge.exchange.export", "export"),
    }
    if name not in doors:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, verb = doors[name]
    return getattr(importlib.import_module(module), verb)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
