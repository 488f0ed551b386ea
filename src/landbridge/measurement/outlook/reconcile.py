"""Reconciliation: figures of plants, cities, provinces and the nation, so that parts sum to wholes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from landbridge.measurement.outlook.sample import Floats

REST = "rest of "
_LEAST = 1e-6


@dataclass(frozen=True)
class Tree:
    """Wholes and their parts.

    Parameters
    ----------
    nodes
        Every figure by name, wholes before their parts; a rest is named after its whole.
    leaves
        Those without parts.
    sums
        float64 (nodes, leaves): 1 where the node holds the leaf.
    """

    nodes: tuple[str, ...]
    leaves: tuple[str, ...]
    sums: Floats


def build_tree(parts: Mapping[str, Sequence[str]], complete: frozenset[str]) -> Tree:
    """A tree from the parts of each whole.

    Parameters
    ----------
    parts
        Whole to its parts; each part has one whole.
    complete
        The wholes that are nothing but their parts; every other one has a rest.
    """
    inner = {part for members in parts.values() for part in members}
    nodes: list[str] = []

    def add(name: str) -> None:
        nodes.append(name)
        for part in parts.get(name, ()):
            add(part)
        if parts.get(name) and name not in complete:
            nodes.append(REST + name)

    for root in (name for name in parts if name not in inner):
        add(root)
    leaves = tuple(node for node in nodes if not parts.get(node))
    held = {node: _held(node, parts, complete) for node in nodes}
    sums = np.array([[float(leaf in held[node]) for leaf in leaves] for node in nodes])
    return Tree(tuple(nodes), leaves, sums)


def _held(node: str, parts: Mapping[str, Sequence[str]], complete: frozenset[str]) -> frozenset[str]:
    members = parts.get(node, ())
    if not members:
        return frozenset({node})
    rest = frozenset() if node in complete else frozenset({REST + node})
    return rest.union(*(_held(part, parts, complete) for part in members))


@dataclass(frozen=True)
class Reconciled:
    """Figures that add up.

    Parameters
    ----------
    figures
        int64 (nodes): whole units.
    deviations
        float64 (nodes) [unit].
    moved
        Nodes whose rest would have been negative: their parts exceed them.
    """

    figures: Mapping[str, int]
    deviations: Mapping[str, float]
    moved: tuple[str, ...]


def reconcile(tree: Tree, figures: Mapping[str, float], deviations: Mapping[str, float]) -> Reconciled:
    """The figures nearest to those given that add up, each weighed by the inverse of its variance.

    Parameters
    ----------
    figures, deviations
        Of every node that is no rest [unit].

    Notes
    -----
    Generalised least squares on the leaves, x = (S'W^-1 S)^-1 S'W^-1 y, with the diagonal W of Wickramasuriya,
    Athanasopoulos and Hyndman (Optimal forecast reconciliation, JASA 114, 2019), section 2.4. A rest has no figure of
    its own: it takes what remains; where less than nothing remains, it is nothing and the others give way. The leaves
    are rounded, the wholes are their sums.
    """
    given = [row for row, node in enumerate(tree.nodes) if node in figures]
    largest = max(abs(figures[tree.nodes[row]]) for row in given) or 1.0
    values = np.array([figures[tree.nodes[row]] for row in given]) / largest
    spread = np.array([max(deviations[tree.nodes[row]] / largest, _LEAST) for row in given])
    empty: set[str] = set()
    while True:
        free = [leaf for leaf in tree.leaves if leaf not in empty]
        sums = tree.sums[:, [tree.leaves.index(leaf) for leaf in free]]
        scaled = sums[given].T / np.square(spread)
        inverse = np.linalg.inv(scaled @ sums[given])
        found = inverse @ (scaled @ values) * largest
        below = [leaf for leaf, value in zip(free, found, strict=True) if value < 0 and leaf.startswith(REST)]
        if not below:
            break
        empty.update(below)
    leaves = dict.fromkeys(tree.leaves, 0) | {leaf: round(v) for leaf, v in zip(free, found, strict=True)}
    within = np.sqrt(np.maximum(np.diag(sums @ inverse @ sums.T), 0.0)) * largest
    whole = [int(row @ np.array([leaves[leaf] for leaf in tree.leaves])) for row in tree.sums]
    return Reconciled(
        dict(zip(tree.nodes, whole, strict=True)),
        dict(zip(tree.nodes, map(float, within), strict=True)),
        tuple(sorted(leaf.removeprefix(REST) for leaf in empty)),
    )
