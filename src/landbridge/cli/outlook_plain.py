"""An outlook as plain values, for JSON."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

from landbridge.measurement.outlook import Family, Outlook
from landbridge.measurement.outlook.monthly import Monthly
from landbridge.measurement.outlook.path import Interval
from landbridge.measurement.outlook.reconcile import Reconciled


def plain(found: Sequence[Outlook], adding_up: Sequence[Family]) -> dict[str, Any]:
    """Every series, and every family that adds up."""
    return {"series": [_series(series) for series in found], "families": [_family(family) for family in adding_up]}


def _series(found: Outlook) -> dict[str, Any]:
    path = found.path
    months = () if path is None else enumerate(path.months)
    return {
        **dataclasses.asdict(found.series.scope),
        "how": found.how,
        "year": found.year,
        "known": found.known if found.total else None,
        "known_until": str(found.known_until) if found.known_until else None,
        "total": _interval(found.total),
        "growth_percent": found.growth.value,
        "growth_refused": found.growth.refusal,
        "indicative": found.indicative,
        "months": {str(month): _interval(path.month(i)) for i, month in months if path is not None},
        "crossings": [dataclasses.asdict(crossing) for crossing in found.crossings],
        "model": None if found.monthly is None else _model(found.monthly),
        "share": None if found.share is None else _share(found),
        "hindcast": None if found.hindcast is None else _hindcast(found),
        "marks": [{"code": mark.code, **mark.values} for mark in found.marks],
        "facts": sorted({fact for span in found.series.stretches for fact in span.facts}),
    }


def _model(monthly: Monthly) -> dict[str, Any]:
    contest, covered = monthly.contest, monthly.coverage()
    return {
        "chosen": contest.chosen,
        "origins": len(contest.winner.origins) - 1,
        "errors": {name: trial.score for name, trial in contest.trials.items()},
        "logarithmic": monthly.sample.logarithmic,
        "coverage": None if covered is None else _without_nan(dataclasses.asdict(covered)),
    }


def _share(found: Outlook) -> dict[str, Any] | None:
    if found.share is None or found.wider is None:
        return None
    last, drift = found.share.history[-1], found.share.drift
    return {
        "of": found.wider.scope.subject,
        "basis": found.wider.scope.basis,
        "percent": 100 * math.exp(last.share),
        "months": last.span.label,
        "drift_per_month": None if drift is None else math.sqrt(drift.per_month),
        "changes": 0 if drift is None else drift.changes,
    }


def _hindcast(found: Outlook) -> dict[str, Any] | None:
    tried = found.hindcast
    if tried is None:
        return None
    return {
        "calibrated_to": str(tried.calibrated_to),
        "until": str(tried.until),
        "predicted": _interval(tried.predicted),
        "published": tried.published,
        "error_percent": tried.error_percent,
    }


def _family(family: Family) -> dict[str, Any]:
    return {
        "nodes": list(family.tree.nodes),
        "crossed_bases": family.crossed,
        "year": _reconciled(family.year),
        "months": {str(month): _reconciled(figures) for month, figures in family.months.items()},
    }


def _reconciled(figures: Reconciled) -> dict[str, Any]:
    return {"figures": dict(figures.figures), "parts_exceed": list(figures.moved)}


def _interval(interval: Interval | None) -> dict[str, float | None] | None:
    return None if interval is None else dataclasses.asdict(interval)


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
