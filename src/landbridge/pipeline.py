"""The whole way: a case becomes a network, a plan, a record, measures and a page, kept in one run folder."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from landbridge import __version__
from landbridge.cases import find_case
from landbridge.documents import Network, Plan, Record
from landbridge.exchange.csv_files import write_csv
from landbridge.measurement.measure import measure
from landbridge.network.clock import Clock
from landbridge.network.compile import compile_network
from landbridge.network.rules import check
from landbridge.planning.given import given
from landbridge.reporting.report import report
from landbridge.runs import RunFolder, building
from landbridge.runs.manifest import MANIFEST, fingerprint, program, write_manifest
from landbridge.runs.rows import keep_record
from landbridge.simulation.before import OtherNetwork
from landbridge.simulation.keeping import Kept, finish
from landbridge.simulation.simulate import simulate
from landbridge.simulation.simulation import Simulation
from landbridge.simulation.state import STATE, keep, resume
from landbridge.tables.case import Case, read_case
from landbridge.tables.finding import Finding
from landbridge.tables.listing import count, in_order

__all__ = [
    "InvalidCase",
    "Kept",
    "OtherNetwork",
    "OutsideHorizon",
    "Progress",
    "RunSettings",
    "check_case",
    "run",
    "run_case",
    "simulate_case",
]

Progress = Callable[[str, float], None]
"""Told the stage and how much of it is done, 0 to 1."""


@dataclass(frozen=True)
class RunSettings:
    """How a case is run.

    Parameters
    ----------
    seed
        Seed of all draws; None: the case's own.
    out
        The run folder; None: ``runs/<case>-<time>`` in the working directory.
    start, end
        First and last day, to narrow the case's horizon; None: the case's own.
    language
        Language the page opens in, ``en`` or ``zh``.
    page
        Whether to make the page.
    replace
        Whether ``out`` may be a former run folder, which is then replaced.
    state
        Folder in which the engine's state is kept if the run is interrupted, or at ``state_at``.
    state_at
        Day at whose beginning, at home, the state is kept; the run goes on.
    resume
        Folder of a kept state to go on from; with changed tables the run is a branch.
    """

    seed: int | None = None
    out: Path | None = None
    start: date | None = None
    end: date | None = None
    language: str = "en"
    page: bool = True
    replace: bool = False
    state: Path | None = None
    state_at: date | None = None
    resume: Path | None = None


class InvalidCase(Exception):
    """A case whose tables hold errors cannot be run; ``findings`` says what is wrong."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{f.place}: {f.message_en}" for f in findings if f.severity == "error"))
        self.findings = tuple(findings)


class OutsideHorizon(Exception):
    """The first and last day asked for do not lie, in this order, within the case's own."""

    def __init__(self, start: date, end: date) -> None:
        super().__init__(f"the case runs from {start} to {end}")
        self.start = start
        self.end = end


def run(case: str | Path, settings: RunSettings | None = None, progress: Progress | None = None) -> RunFolder:
    """Read, check and run a case, given its folder or the name of a shipped one.

    Raises
    ------
    FileNotFoundError
        If there is no such case.
    InvalidCase
        If its tables hold errors.
    OutsideHorizon
        If the settings reach beyond the case's horizon.
    """
    folder = find_case(case)
    if progress is not None:
        progress("read", 0.0)
    return run_case(read_case(folder), settings or RunSettings(), progress)


def check_case(case: Case) -> tuple[Finding, ...]:
    """Everything that is wrong with a case that was read, against the declarations and in meaning, in order."""
    return in_order([*case.findings, *check(case)])


def run_case(case: Case, settings: RunSettings, progress: Progress | None = None) -> RunFolder:
    """Run a case that was read: the stages in their order, each a function of the documents before it.

    Returns
    -------
    RunFolder
        Complete; if anything stops the run, no folder is left.
    """
    tell = progress or (lambda stage, done: None)
    started = datetime.now().astimezone()
    tell("check", 0.0)
    findings, case = _checked(case, settings)
    seed = case.settings.seed if settings.seed is None else settings.seed
    name = case.folder.resolve().name
    out = settings.out or _free(Path("runs") / f"{name}-{started:%Y%m%d-%H%M%S}")

    with building(out, MANIFEST, settings.replace) as folder, ThreadPoolExecutor(2) as writers:
        tell("compile", 0.0)
        network = compile_network(case)
        plan = given(network)
        # Writing holds no interpreter lock: documents go to the disk while the engine runs and figures are worked out.
        written = [writers.submit(document.write, folder / document.kind) for document in (network, plan)]
        tell("prepare", 0.0)  # until the engine is compiled or loaded, which simulate's first word shows
        record = _simulated(network, plan, seed, settings, lambda done: tell("simulate", done))
        written.append(writers.submit(keep_record, record, folder))
        tell("measure", 0.0)
        measures = measure(network, plan, record)
        tell("write", 0.0)
        manifest = _manifest(case, settings, seed, started)
        measures.write(folder / measures.kind)
        write_csv(measures, folder / "csv")
        if settings.page:
            tell("report", 0.0)
            made_by = {"version": __version__, "seed": seed, "inputs": manifest["inputs"]["sha256"]}
            report(network, measures, folder, settings.language, made_by)
        tell("finish", 0.0)
        for document in written:
            document.result()
        write_manifest(folder, {**manifest, "finished": datetime.now().astimezone(), "findings": count(findings)})
    return RunFolder(out)


def _free(folder: Path) -> Path:
    """The folder, or its first namesake with a number that nothing has: a second can see more than one run."""
    numbered = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(2))
    return next(path for path in itertools.chain([folder], numbered) if not path.exists())


def _simulated(
    network: Network, plan: Plan, seed: int, settings: RunSettings, progress: Callable[[float], None]
) -> Record:
    """The record, from the beginning or from a kept state."""
    if settings.state is None and settings.resume is None:
        return simulate(network, plan, seed, progress)
    if settings.resume is None:
        simulation = Simulation(network, plan, seed)
    else:
        simulation = resume(network, plan, settings.resume)
        if settings.seed is not None and settings.seed != simulation.seed:
            raise OtherNetwork("seed")

    def keep_state(at: Simulation) -> Path:
        if settings.state is None:
            raise KeyboardInterrupt
        with building(settings.state, STATE, replace=True) as folder:
            keep(at, folder)
        return settings.state

    return finish(simulation, keep_state, _begins(network, settings.state_at), progress)


def _begins(network: Network, day: date | None) -> int | None:
    """The beginning of a day at home [ms since the case's start]."""
    if day is None:
        return None
    own = network.settings
    start, end = (date.fromisoformat(own[key]) for key in ("start", "end"))
    if not start <= day <= end:
        raise OutsideHorizon(start, end)
    return Clock(own["time_zone"], start, end, 0).midnight_ms(day)


def simulate_case(case: Case, settings: RunSettings, progress: Progress | None = None) -> tuple[Network, Record]:
    """Check, compile and simulate a case that was read: no figures, no page, no folder.

    Raises
    ------
    InvalidCase
        If its tables hold errors.
    OutsideHorizon
        If the settings reach beyond the case's horizon.
    """
    tell = progress or (lambda stage, done: None)
    tell("check", 0.0)
    _, case = _checked(case, settings)
    seed = case.settings.seed if settings.seed is None else settings.seed
    tell("compile", 0.0)
    network = compile_network(case)
    plan = given(network)
    tell("prepare", 0.0)
    return network, _simulated(network, plan, seed, settings, lambda done: tell("simulate", done))


def _checked(case: Case, settings: RunSettings) -> tuple[Sequence[Finding], Case]:
    """What a check finds, and the case narrowed to the settings; its errors are raised."""
    findings = check_case(case)
    if any(finding.severity == "error" for finding in findings):
        raise InvalidCase(findings)
    return findings, _narrow(case, settings)


def _narrow(case: Case, settings: RunSettings) -> Case:
    own = case.settings
    start, end = settings.start or own.start, settings.end or own.end
    if not own.start <= start <= end <= own.end:
        raise OutsideHorizon(own.start, own.end)
    return dataclasses.replace(case, settings=own.model_copy(update={"start": start, "end": end}))


def _manifest(case: Case, settings: RunSettings, seed: int, started: datetime) -> dict[str, Any]:
    own = case.settings
    return {
        "started": started,
        "case": {"name": case.folder.resolve().name, "title_en": own.title_en, "title_zh": own.title_zh},
        "settings": {"seed": seed, "start": own.start, "end": own.end, "language": settings.language},
        "program": program(__version__),
        "inputs": fingerprint(case.folder),
    }
