"""What a random small case is to be like."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st


@dataclass(frozen=True)
class Options:
    """The knobs; everything else follows from the seed.

    Parameters
    ----------
    seed
        Of the case's random choices and of the run.
    plants, lines, models, tiers
        How many; lines share plants, and tiers of order makers may nest.
    daily
        Vehicles a line is to build in a day, about.
    warm_up_d
        Days of warm-up.
    disruptions
        How many closures and slowdowns.
    tight_parts, tight_yards
        Whether parts run short and yards fill up.
    round_times
        Whether all times are constant whole hours, so that much happens at the same millisecond.
    services
        Whether trains run.
    """

    seed: int
    plants: int
    lines: int
    models: int
    tiers: int
    daily: int
    warm_up_d: int
    disruptions: int
    tight_parts: bool
    tight_yards: bool
    round_times: bool
    services: bool


def options() -> st.SearchStrategy[Options]:
    """Options that shrink to the plainest case."""
    return st.builds(
        Options,
        seed=st.integers(0, 2**32),
        plants=st.integers(1, 2),
        lines=st.integers(1, 3),
        models=st.integers(1, 4),
        tiers=st.integers(0, 3),
        daily=st.integers(4, 25),
        warm_up_d=st.sampled_from([0, 1, 3]),
        disruptions=st.integers(0, 8),
        tight_parts=st.booleans(),
        tight_yards=st.booleans(),
        round_times=st.booleans(),
        services=st.booleans(),
    )


def options_of(seed: int) -> Options:
    """The options of one member of a fixed set of cases."""
    random = Random(seed)
    return Options(
        seed=seed,
        plants=random.randint(1, 2),
        lines=random.randint(1, 3),
        models=random.randint(1, 4),
        tiers=random.randint(0, 3),
        daily=random.randint(8, 25),
        warm_up_d=random.choice([0, 1, 3]),
        disruptions=random.randint(2, 8),
        tight_parts=random.random() < 0.6,
        tight_yards=random.random() < 0.6,
        round_times=random.random() < 0.4,
        services=random.random() < 0.8,
    )
