"""Growth, share, pull and contribution as statistics offices compute them, and when they are refused."""

from __future__ import annotations

from dataclasses import dataclass

NO_CHANGE = 1e-6


@dataclass(frozen=True)
class Figure:
    """A value and the statistical basis on which it was counted; a basis of None crosses with any other."""

    value: float
    basis: str | None


@dataclass(frozen=True)
class Ratio:
    """A ratio, or why there is none.

    Parameters
    ----------
    value
        In percent or percentage points; None where it is refused.
    refusal
        ``bases_crossed``, ``base_not_positive``, ``no_change`` (the total hardly moved) or ``opposite_signs``.
    indicative
        Whether it was computed across two bases, because that was asked for.
    """

    value: float | None
    refusal: str | None = None
    indicative: bool = False


def growth(now: Figure, base: Figure, across: bool = False) -> Ratio:
    """Growth on a comparable base [percent].

    Parameters
    ----------
    now, base
        The figure of a period and that of the same period a year before.
    across
        Compute it even across two bases; the result is then marked indicative.

    Examples
    --------
    >>> round(growth(Figure(401_000, "association"), Figure(166_736, "association")).value, 1)
    140.5
    >>> growth(Figure(401_000, "association"), Figure(316_000, "actual_offline")).refusal
    'bases_crossed'
    >>> growth(Figure(5, "caam"), Figure(0, "caam")).refusal
    'base_not_positive'
    """
    return _percent(now.value - base.value, base.value, (now, base), across)


def share(part: Figure, whole: Figure, across: bool = False) -> Ratio:
    """The part in percent of the whole."""
    return _percent(part.value, whole.value, (part, whole), across)


def base_of(now: Figure, growth_percent: float) -> Figure | None:
    """The figure of the year before that a growth implies; None for a fall of 100 % or more.

    Examples
    --------
    >>> base_of(Figure(401_000, "association"), 140.5)
    Figure(value=166735.9667..., basis='association')
    """
    if growth_percent <= -100:
        return None
    return Figure(now.value / (1 + growth_percent / 100), now.basis)


def pull(part: Figure, part_base: Figure, total_base: Figure, across: bool = False) -> Ratio:
    """Percentage points that a part adds to the growth of the total: change of the part / base-period total.

    Notes
    -----
    It equals the part's share in the base period times the part's growth, and the pulls of all parts sum to the
    growth of the total. It is not the contribution rate.
    """
    return _percent(part.value - part_base.value, total_base.value, (part, part_base, total_base), across)


def contribution(part: Figure, part_base: Figure, total: Figure, total_base: Figure, across: bool = False) -> Ratio:
    """The change of a part in percent of the change of the total.

    Notes
    -----
    Suppressed where the total hardly moved or the two moved in opposite directions: then it says nothing.
    """
    figures = (part, part_base, total, total_base)
    crossed = _crossed(figures)
    if crossed and not across:
        return Ratio(None, "bases_crossed")
    of_part, of_total = part.value - part_base.value, total.value - total_base.value
    if abs(of_total) <= NO_CHANGE * max(abs(total.value), abs(total_base.value)):
        return Ratio(None, "no_change")
    if of_part * of_total < 0:
        return Ratio(None, "opposite_signs")
    return Ratio(100 * of_part / of_total, indicative=crossed)


def _percent(above: float, below: float, figures: tuple[Figure, ...], across: bool) -> Ratio:
    crossed = _crossed(figures)
    if crossed and not across:
        return Ratio(None, "bases_crossed")
    if below <= 0:
        return Ratio(None, "base_not_positive")
    return Ratio(100 * above / below, indicative=crossed)


def _crossed(figures: tuple[Figure, ...]) -> bool:
    bases = {figure.basis for figure in figures}
    return None in bases or len(bases) > 1
