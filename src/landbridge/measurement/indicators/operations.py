"""Operations: what is made of a quantity, cell by cell, each refused where it would say nothing.

Every operation takes cells with `value`, `mark`, `basis` and what it needs besides, and gives them with `base`. The
arithmetic is that of `measurement.arithmetic`, over columns; nothing is worked out before all of it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from landbridge.measurement.arithmetic import NO_CHANGE
from landbridge.measurement.indicators.cells import WHOLES

TRILLION = 1e12
_ON = ("period", "number")


def growth(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Growth on the base of the year before [percent]."""
    return _refusing(figures, _of_base(), (pl.col("value") / pl.col("base") - 1) * 100)


def share(figures: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """The part in percent of the whole that its cell lies in."""
    return share_of(_with_whole(figures, by))


def share_of(figures: pl.LazyFrame) -> pl.LazyFrame:
    """The same, where the whole stands beside its part."""
    refusal = pl.when(pl.col("whole") <= 0).then(pl.lit("whole_zero"))
    return _refusing(figures, refusal, pl.col("value") / pl.col("whole") * 100, base="whole")


def pull(figures: pl.LazyFrame, by: Sequence[str], wholes: pl.LazyFrame) -> pl.LazyFrame:
    """Percentage points of the whole's growth that the part accounts for: change of the part over the whole's base."""
    together = _beside(figures, by, wholes)
    value = (pl.col("value") - pl.col("base")) / pl.col("whole_base") * 100
    refusal = pl.coalesce(_crossed(), _of_base("whole_base"))
    return _refusing(together, refusal, value, base="whole_base")


def contribution(figures: pl.LazyFrame, by: Sequence[str], wholes: pl.LazyFrame) -> pl.LazyFrame:
    """The part's change in percent of the whole's change."""
    together = _beside(figures, by, wholes)
    of_part, of_whole = pl.col("value") - pl.col("base"), pl.col("whole") - pl.col("whole_base")
    least = NO_CHANGE * pl.max_horizontal(pl.col("whole").abs(), pl.col("whole_base").abs())
    refusal = pl.coalesce(
        _crossed(),
        pl.when(of_whole.abs() <= least).then(pl.lit("no_change")),
        pl.when(of_part * of_whole < 0).then(pl.lit("opposite_signs")),
    )
    return _refusing(together, refusal, of_part / of_whole * 100, base="whole_base")


def rank(figures: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """The place of a part among the parts of its whole, 1 for most; equals share a place, unnamed parts have none."""
    parts = figures.filter(pl.col(by[-1]) != "", ~_is_whole_group(by))
    place = pl.col("value").rank("min", descending=True).over(*by[:-1], "number")
    return _plain(parts, place.cast(pl.Float64))


def top3(figures: pl.LazyFrame, fixed: Sequence[str]) -> pl.LazyFrame:
    """Share of the three makers with most, in each cell [percent]."""
    return _concentration(figures, fixed, lambda shares: shares.sort(descending=True).head(3).sum())


def hhi(figures: pl.LazyFrame, fixed: Sequence[str]) -> pl.LazyFrame:
    """Sum of the makers' squared percentages, 0 to 10,000."""
    return _concentration(figures, fixed, lambda shares: (shares**2).sum())


def daily(figures: pl.LazyFrame) -> pl.LazyFrame:
    """The mean over the calendar days of the period."""
    return _plain(figures, pl.col("value") / pl.col("days"))


def over(figures: pl.LazyFrame, below: pl.LazyFrame, by: Sequence[str], factor: float, empty: str) -> pl.LazyFrame:
    """One quantity over another of the same cells and periods, times a factor; refused with `empty` over nothing."""
    other = below.select(*by, *_ON, whole="value", whole_mark="mark")
    together = figures.join(other, on=[*by, *_ON], how="left", nulls_equal=True).with_columns(
        mark=pl.coalesce("whole_mark", "mark")
    )
    refusal = pl.when(pl.col("whole").fill_null(0.0) <= 0).then(pl.coalesce("whole_mark", pl.lit(empty)))
    return _refusing(together, refusal, pl.col("value") / pl.col("whole") * factor, base="whole")


def trillion_percent(figures: pl.LazyFrame) -> pl.LazyFrame:
    """The running total over a trillion [percent]."""
    return _plain(figures, pl.col("value") / TRILLION * 100)


def trillion_gap(figures: pl.LazyFrame) -> pl.LazyFrame:
    """What the running total is short of a trillion; below zero where it has passed it."""
    return _plain(figures, TRILLION - pl.col("value"))


def whole_of(figures: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """The cells without their last dimension: the wholes whose parts they are; overlapping groups count once."""
    parts = figures.filter(pl.col("powertrain") == "all") if by[-1] == "powertrain" else figures
    return parts.group_by(*by[:-1], *_ON).agg(
        whole=pl.when(pl.col("value").is_not_null().all()).then(pl.col("value").sum()),
        whole_mark=pl.col("mark").filter(pl.col("value").is_null()).first(),
    )


def _with_whole(figures: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    together = figures.join(whole_of(figures, by), on=[*by[:-1], *_ON], how="left")
    return together.with_columns(mark=pl.coalesce("whole_mark", "mark")).drop("whole_mark")


def _beside(figures: pl.LazyFrame, by: Sequence[str], wholes: pl.LazyFrame) -> pl.LazyFrame:
    """The parts with their whole's value, base, basis and refusal."""
    of_whole = wholes.select(
        *by[:-1],
        *_ON,
        whole="value",
        whole_base="base",
        whole_basis="basis",
        whole_refusal="refusal",
    )
    return figures.join(of_whole, on=[*by[:-1], *_ON], how="left")


def _concentration(
    figures: pl.LazyFrame, fixed: Sequence[str], of_shares: Callable[[pl.Expr], pl.Expr]
) -> pl.LazyFrame:
    """Of cells by the fixed dimensions and maker; what has no named maker is in the whole only."""
    shares = share(figures, [*fixed, "maker"]).rename({"value": "share"})
    named, known = pl.col("maker") != "", pl.col("share").is_not_null().all()
    unnamed = pl.col("share").filter(~named).sum() > 0
    return (
        shares.group_by(*fixed, *_ON)
        .agg(
            value=pl.when(known).then(of_shares(pl.col("share").filter(named))),
            mark=pl.coalesce(
                pl.col("mark").filter(pl.col("share").is_null()).first(),
                pl.when(unnamed).then(pl.lit("maker_unnamed")),
                pl.col("mark").first(),
            ),
            base=pl.col("base").first(),
            basis=pl.lit(None, pl.String),
        )
        .sort(*fixed, "number")
    )


def _of_base(base: str = "base") -> pl.Expr:
    """Why there is no growth on the base; None where there is."""
    return pl.coalesce(
        pl.col("refusal"),
        pl.when(pl.col(base).is_null()).then(pl.lit("no_base")),
        pl.when(pl.col(base) == 0).then(pl.lit("base_zero")),
        pl.when(pl.col(base) < 0).then(pl.lit("base_negative")),
        pl.when(pl.col("value") < 0).then(pl.lit("through_zero")),
    )


def _crossed() -> pl.Expr:
    """Why the changes of part and whole cannot be set against each other."""
    return pl.coalesce(
        pl.col("refusal"),
        pl.col("whole_refusal"),
        pl.when(pl.col("base").is_null() | pl.col("whole_base").is_null()).then(pl.lit("no_base")),
        pl.when(pl.col("basis") != pl.col("whole_basis")).then(pl.lit("bases_crossed")),
    )


def _is_whole_group(by: Sequence[str]) -> pl.Expr:
    return pl.col("powertrain").is_in(WHOLES) if by[-1] == "powertrain" else pl.lit(value=False)


def _plain(figures: pl.LazyFrame, value: pl.Expr) -> pl.LazyFrame:
    return figures.with_columns(value=value, base=pl.lit(None, pl.Float64))


def _refusing(figures: pl.LazyFrame, refusal: pl.Expr, value: pl.Expr, base: str = "base") -> pl.LazyFrame:
    """The value where nothing refuses it; else the mark says why. What has no value already keeps its own mark."""
    why = pl.when(pl.col("value").is_not_null()).then(refusal)
    return figures.with_columns(
        value=pl.when(why.is_null()).then(value), mark=pl.coalesce(why, "mark"), base=pl.col(base)
    )
