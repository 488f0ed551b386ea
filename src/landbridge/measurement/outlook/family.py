"""Families: the outlooks of plants, cities, provinces and a nation that count the same thing, made to add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.outlook import Outlook
from landbridge.measurement.outlook.path import Interval
from landbridge.measurement.outlook.reconcile import Reconciled, Tree, build_tree, reconcile
from landbridge.measurement.outlook.series import Series
from landbridge.network.places import Atlas

WITHIN, FEWEST_COMMON = 0.01, 6


@dataclass(frozen=True)
class Family:
    """Outlooks that add up.

    Parameters
    ----------
    members
        One outlook for every node that is no rest.
    year
        The totals of the year.
    months
        The months that are still to come for every member.
    crossed
        Whether its members stand on several bases: the sums are then indicative.
    """

    tree: Tree
    members: Mapping[str, Outlook]
    year: Reconciled
    months: Mapping[Month, Reconciled]
    crossed: bool


def families(outlooks: Iterable[Outlook], atlas: Atlas) -> tuple[Family, ...]:
    """Every group of outlooks of one measure and year in which some lie within others."""
    groups: dict[tuple[object, ...], dict[str, Outlook]] = {}
    for found in outlooks:
        if found.total is None or found.path is None or not found.path.logarithmic or found.total.point <= 0:
            continue
        group = groups.setdefault((*found.series.scope.measures, found.year), {})
        known = group.get(found.series.scope.subject)
        if known is None or (known.how != "monthly" and found.how == "monthly"):
            group[found.series.scope.subject] = found
    made = (_family(group, atlas) for group in groups.values())
    return tuple(family for family in made if family is not None)


def _family(members: Mapping[str, Outlook], atlas: Atlas) -> Family | None:
    parts: dict[str, list[str]] = {}
    for name, member in members.items():
        whole = _whole(name, member, members, atlas)
        if whole is not None:
            parts.setdefault(whole, []).append(name)
    if not parts:
        return None
    complete = frozenset(
        whole for whole, names in parts.items() if _adds_up(members[whole].series, [members[n].series for n in names])
    )
    tree = build_tree(parts, complete)
    held = {name: members[name] for name in tree.nodes if name in members}
    year = _reconciled(tree, {name: (m.total, _deviation(m)) for name, m in held.items()})
    months = {
        month: _reconciled(tree, {name: _of_month(m, month) for name, m in held.items()})
        for month in _open(held.values())
    }
    bases = {m.series.scope.basis for m in held.values()}
    return Family(tree, held, year, months, len(bases) > 1)


def _whole(name: str, member: Outlook, members: Mapping[str, Outlook], atlas: Atlas) -> str | None:
    chain = [str(row["place"]) for row in atlas.chain(member.series.scope.place)]
    return next((place for place in chain if place in members and place != name), None)


def _adds_up(whole: Series, parts: Sequence[Series]) -> bool:
    """Whether the months of the parts come to those of the whole: then there is no rest."""
    common = [m for m in whole.months if all(m in part.months for part in parts)]
    if len(common) < FEWEST_COMMON:
        return False
    of_parts = np.array([sum(part.months[m].value for part in parts) for m in common])
    of_whole = np.array([whole.months[m].value for m in common])
    return bool((np.abs(of_parts - of_whole) <= WITHIN * np.abs(of_whole)).all())


def _deviation(member: Outlook) -> float:
    assert member.path is not None
    return _units(member.path.deviation(), member.path.total().point)


def _of_month(member: Outlook, month: Month) -> tuple[Interval, float]:
    assert member.path is not None
    position = month - member.path.first
    within = member.path.covariance
    deviation = None if within is None else float(np.sqrt(within[position, position]))
    figure = member.path.month(position)
    return figure, _units(deviation, figure.point)


def _units(deviation: float | None, point: float) -> float:
    """A deviation of the logarithm in units; as large as the figure itself where it is not known."""
    return point if deviation is None else deviation * point


def _open(members: Iterable[Outlook]) -> list[Month]:
    paths = [set(member.path.months) for member in members if member.path is not None]
    return sorted(set.intersection(*paths)) if paths else []


def _reconciled(tree: Tree, given: Mapping[str, tuple[Interval | None, float]]) -> Reconciled:
    figures = {name: 0.0 if interval is None else interval.point for name, (interval, _) in given.items()}
    return reconcile(tree, figures, {name: deviation for name, (_, deviation) in given.items()})
