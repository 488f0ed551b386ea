"""Write docs/outlook.md: which model erred by how much on the real national series, how well intervals covered.

``python docs/outlook_page.py`` writes it. ``--check`` compares instead: every word, and every figure within a
tolerance, because the library's optimiser may end a little elsewhere on another machine; ``--own`` leaves out what
needs the library.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from landbridge.cases import shipped
from landbridge.measurement.outlook import Settings, outlook, read_library, read_series
from landbridge.measurement.outlook.coverage import measure_coverage
from landbridge.measurement.outlook.festival import shares
from landbridge.measurement.outlook.models import DAMPING, STIFFNESS, TOLERANCE, damped_trend, seasonal_naive
from landbridge.measurement.outlook.month import Month
from landbridge.measurement.outlook.monthly import read_monthly
from landbridge.measurement.outlook.rolling import FEWEST_BEFORE, OWN, SCORED, Trial, trial
from landbridge.measurement.outlook.sample import HORIZON, SEASON, Floats, Sample, read_sample
from landbridge.measurement.outlook.scope import Scope
from landbridge.measurement.outlook.series import Series, build
from landbridge.measurement.outlook.spans import Span
from landbridge.measurement.outlook.structural import structural
from landbridge.tables.case import Case, read_case

PAGE = Path(__file__).parent / "outlook.md"
REAL = (("output", "nev"), ("sales", "nev"), ("sales", "bev"), ("sales", "phev"))
NAMES = {
    ("output", "nev"): ("NEV output", "新能源汽车产量"),
    ("sales", "nev"): ("NEV sales", "新能源汽车销量"),
    ("sales", "bev"): ("battery-electric sales", "纯电动汽车销量"),
    ("sales", "phev"): ("plug-in hybrid sales", "插电式混合动力销量"),
}
FEWEST, SIMULATED, WITHIN = 36, 300, 0.04


def airline(sample: Sample, origins: Sequence[int]) -> Floats:
    """SARIMA (0,1,1)(0,1,1) with the festival, parameters anew every twelve months."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    def fit(origin: int) -> object:
        festival = sample.festival[:origin, None]
        return SARIMAX(sample.values[:origin], exog=festival, order=(0, 1, 1), seasonal_order=(0, 1, 1, SEASON))

    def ahead(model: object, parameters: Floats, origin: int) -> Floats:
        festival = sample.festival[origin : origin + HORIZON, None]
        return model.filter(parameters).forecast(HORIZON, exog=festival)  # type: ignore[attr-defined]

    return _refitted(origins, fit, ahead)


def smoothing(sample: Sample, origins: Sequence[int]) -> Floats:
    """ETS (A, Ad, A), gaps on the line between their neighbours, parameters anew every twelve months."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    known = np.flatnonzero(~np.isnan(sample.values))
    filled = np.interp(np.arange(sample.known), known, sample.values[known])

    def fit(origin: int) -> object:
        return ETSModel(
            filled[:origin], error="add", trend="add", damped_trend=True, seasonal="add", seasonal_periods=SEASON
        )

    def ahead(model: object, parameters: Floats, origin: int) -> Floats:
        return model.smooth(parameters).forecast(HORIZON)  # type: ignore[attr-defined]

    return _refitted(origins, fit, ahead)


def _refitted(
    origins: Sequence[int], fit: Callable[[int], object], ahead: Callable[[object, Floats, int], Floats]
) -> Floats:
    found, parameters = [], None
    for count, origin in enumerate(origins):
        model = fit(origin)
        if count % SEASON == 0:
            parameters = model.fit(disp=0, maxiter=100).params  # type: ignore[attr-defined]
        found.append(ahead(model, parameters, origin))
    return np.array(found)


def yearly_structural(sample: Sample, origins: Sequence[int]) -> Floats:
    """The library's structural model with parameters anew every twelve months."""
    parts = [structural(sample, origins[i : i + SEASON]) for i in range(0, len(origins), SEASON)]
    return np.vstack(parts)


LIBRARY = {
    "statsmodels: structural, as the command uses it": structural,
    "statsmodels: structural, fitted every year": yearly_structural,
    "statsmodels: SARIMA (0,1,1)(0,1,1)12": airline,
    "statsmodels: ETS (A,Ad,A)": smoothing,
}
OURS = {
    "seasonal naive": seasonal_naive,
    "our own: damped trend, season, festival": damped_trend,
}


def samples(case: Case) -> dict[tuple[str, str], Sample]:
    """The real national series that the case keeps."""
    library = read_library(case, case.settings.as_of)
    found = {}
    for series in read_series(library):
        key = (series.scope.indicator, series.scope.powertrain)
        if key in REAL and series.scope.basis == "caam" and series.scope.place == "china":
            found[key] = read_sample(series)
    return {key: found[key] for key in REAL}


def origins_from(sample: Sample, fewest: int = FEWEST) -> tuple[int, ...]:
    """Every origin with as many months known before it, to the last."""
    known = np.cumsum(~np.isnan(sample.values))
    return tuple(range(int(np.argmax(known >= fewest)) + 1, sample.known + 1))


def rests(sample: Sample, tried: Trial) -> Floats:
    """Errors of the rests of years: of the logarithm of the sum of the months from the origin to December."""
    found = []
    for row, origin in enumerate(tried.origins):
        left = SEASON - int(sample.season[origin])
        come = sample.values[origin : origin + left]
        if left < SEASON and len(come) == left and not np.isnan(come).any():
            found.append(float(np.log(np.exp(tried.forecasts[row, :left]).sum() / np.exp(come).sum())))
    return np.array(found)


def errors_section(known: dict[tuple[str, str], Sample], library: bool) -> Iterator[str]:
    """The models' errors on each series."""
    yield "## Errors at rolling origins · 滚动起点误差"
    yield ""
    yield "Mean absolute error of the logarithm, in percent, so many months ahead; *1-6* is what the choice goes"
    yield "by; *rest of year* is that of the sum of the months left. Every model sees the same origins, the first"
    yield "after 36 months, and at each of them only what was known there (as the series read today: first prints"
    yield "are not kept)."
    yield ""
    yield "对数误差绝对值的均值（%），按提前月数列出；选模型依据“1-6”列；“年内余下”为剩余各月合计的误差。各模型使用"
    yield "相同的历史起点（首个起点之前至少 36 个月），每个起点仅用当时已知的月份（数值为现行公布值，未保留初值）。"
    models = OURS | (LIBRARY if library else {})
    for key, sample in known.items():
        origins = origins_from(sample)
        english, chinese = NAMES[key]
        first, last = sample.first + origins[0], sample.first + (sample.known - 1)
        yield ""
        yield f"### {english}, {first} to {last}, {len(origins) - 1} origins · {chinese}"
        yield ""
        yield "| model · 模型 | 1 | 3 | 6 | 12 | 1-6 | rest of year · 年内余下 |"
        yield "|---|---|---|---|---|---|---|"
        for name, model in models.items():
            tried = trial(name, sample, origins, model)
            steps = [tried.score_at(step) for step in (1, 3, 6, 12)]
            cells = [*steps, tried.score, float(np.abs(rests(sample, tried)).mean())]
            yield f"| {name} | " + " | ".join(f"{100 * cell:.1f}" for cell in cells) + " |"


def choice_section(known: dict[tuple[str, str], Sample]) -> Iterator[str]:
    """How our own's three numbers were found, and what others would have done."""
    yield "## Our own model's three numbers · 自有模型的三个参数"
    yield ""
    yield f"Stiffness {STIFFNESS:g}, damping {DAMPING:g} and tolerance {TOLERANCE:g} were chosen on NEV output and"
    yield "sales, with the whole of them in sight; that flatters their rows above a little. Battery-electric and"
    yield "plug-in sales had no say. What others would have done, one to six months ahead, in percent (tolerance"
    yield "inf: no month counts for less):"
    yield ""
    yield f"刚度 {STIFFNESS:g}、衰减 {DAMPING:g} 与容忍度 {TOLERANCE:g} 是在新能源汽车产量和销量全序列上选定的，这两"
    yield "条序列的误差略显乐观；纯电动与插电式混合动力销量未参与选择。其他取值提前一至六个月的误差（%；容忍度 inf"
    yield "表示不降权）："
    yield ""
    yield (
        "| stiffness · 刚度 | damping · 衰减 | tolerance · 容忍度 | "
        + " | ".join(NAMES[key][0] for key in known)
        + " |"
    )
    yield "|---|---|---|" + "---|" * len(known)
    tried = [*product((10.0, 30.0, 100.0), (0.7, 0.8, 0.9), (TOLERANCE,))]
    tried += [(STIFFNESS, 1.0, TOLERANCE), *((STIFFNESS, DAMPING, t) for t in (1.5, 3.0, np.inf))]
    for stiffness, damping, tolerance in tried:
        scores = []
        for sample in known.values():
            origins = origins_from(sample)

            model = partial(damped_trend, stiffness=stiffness, damping=damping, tolerance=tolerance)

            scores.append(100 * trial(OWN, sample, origins, model).score)
        yield (
            f"| {stiffness:g} | {damping:g} | {tolerance:g} | " + " | ".join(f"{score:.1f}" for score in scores) + " |"
        )


def festival_section(known: dict[tuple[str, str], Sample]) -> Iterator[str]:
    """What the Spring Festival brings."""
    yield "## The Spring Festival · 春节"
    yield ""
    yield "Error of our own model one to six months ahead of Januaries and Februaries, in percent, with the moving"
    yield "festival and without, and the effect it finds. These series are not won by it: the only January festival"
    yield "before 2023 was that of the epidemic, and from it battery-electric sales learn the wrong sign. It is kept"
    yield "because January of 2023 differs from those around it as it says, and it shrinks where nothing bears it out."
    yield ""
    yield "自有模型提前一至六个月预测 1 月和 2 月的误差（%），含与不含春节移动因素，及所估效应。这些序列上的优势"
    yield "并非来自春节因素：2023 年之前唯一的一月春节恰逢疫情，纯电动汽车销量因此得出相反符号。之所以保留，是因为"
    yield "2023 年 1 月与前后各年的差异与之相符，且在缺乏依据时其估计会收缩至零附近。"
    yield ""
    yield "| series · 序列 | with · 含 | without · 不含 | effect · 效应 |"
    yield "|---|---|---|---|"
    for key, sample in known.items():
        origins = origins_from(sample)
        blind = replace(sample, festival=np.zeros_like(sample.festival))
        winter = np.array([sample.season[origin : origin + SCORED] < 2 for origin in origins])
        errors = [np.abs(trial(OWN, s, origins).errors[:, :SCORED][winter]) for s in (sample, blind)]
        cells = " | ".join(f"{100 * np.nanmean(found):.1f}" for found in errors)
        yield f"| {NAMES[key][0]} · {NAMES[key][1]} | {cells} | {_effect(sample):+.2f} |"


def _effect(sample: Sample) -> float:
    """What all of the festival's weeks in a month do to the logarithm of its figure, as found at the last origin."""
    moved = replace(sample, festival=sample.festival + (np.arange(len(sample.festival)) == sample.known))
    both = [damped_trend(s, [sample.known])[0, 0] for s in (moved, sample)]
    return float(both[0] - both[1])


def coverage_section(known: dict[tuple[str, str], Sample]) -> Iterator[str]:
    """How often intervals covered."""
    yield "## Coverage · 覆盖率"
    yield ""
    yield "How many of the past figures lay within the interval that our own model would have given before them, in"
    yield "percent. On the real series the intervals are too wide rather than too narrow, because errors have"
    yield f"shrunk since 2020 and the past is forgotten slowly. The last row is {SIMULATED} simulated series of"
    yield "constant make: one month and one half-year each."
    yield ""
    yield "历史数值落入自有模型事先所给区间的比例（%）。真实序列上的区间偏宽而非偏窄：2020 年以来误差已缩小，而历史"
    yield f"误差衰减较慢。末行为 {SIMULATED} 条性质不变的模拟序列，各取一个月与一个半年合计。"
    yield ""
    yield "| series · 序列 | months 80 % · 月 | 95 % | count · 数 | rests of years 80 % · 余下 | 95 % | count · 数 |"
    yield "|---|---|---|---|---|---|---|"
    for key, sample in known.items():
        found = measure_coverage(sample, trial(OWN, sample, origins_from(sample, FEWEST_BEFORE)))
        assert found is not None
        cells = (*(100 * x for x in found.months), found.of_months, *(100 * x for x in found.totals), found.of_totals)
        yield f"| {NAMES[key][0]} · {NAMES[key][1]} | " + " | ".join(f"{cell:.0f}" for cell in cells) + " |"
    month, total = simulated_coverage()
    cells = (*(100 * month), SIMULATED, *(100 * total), SIMULATED)
    yield "| simulated · 模拟 | " + " | ".join(f"{cell:.0f}" for cell in cells) + " |"


def simulated_coverage() -> tuple[Floats, Floats]:
    """The shares of simulated figures within their intervals of 80 and 95 %: of third months, of half-years."""
    rng = np.random.default_rng(20241118)
    scope, first, length, ahead = Scope("output", "nev", "made", None, "made", "vehicles"), Month(2016, 1), 96, 6
    months = [first + i for i in range(length + ahead)]
    shape = 11 + 0.2 * np.cos(2 * np.pi * np.arange(length + ahead) / SEASON) - 0.5 * shares(months, "CN")
    month, total = np.zeros(2), np.zeros(2)
    for _ in range(SIMULATED):
        wander = np.cumsum(0.04 * rng.standard_normal(length + ahead))
        truth = np.exp(shape + wander + 0.05 * rng.standard_normal(length + ahead))
        spans = [Span(m, m, float(v), ()) for m, v in zip(months[:length], truth, strict=False)]
        made = read_monthly(build(scope, "CN", spans), with_library=False)
        assert made is not None
        for count, interval, came in (
            (month, made.path.month(2), truth[length + 2]),
            (total, made.path.total(ahead), truth[length:].sum()),
        ):
            low95, low80, high80, high95 = (float(end or 0) for end in interval.ends)
            count += (low80 <= came <= high80, low95 <= came <= high95)
    return month / SIMULATED, total / SIMULATED


def years_section(case: Case) -> Iterator[str]:
    """Years' totals as they would have been foreseen."""
    yield "## Years foreseen · 历年全年合计"
    yield ""
    yield "NEV output of the year as our own model would have given it from January to June, and to October."
    yield ""
    yield "自有模型分别据 1-6 月和 1-10 月推算的全年新能源汽车产量。"
    yield ""
    yield "| year · 年 | to · 截至 | foreseen · 推算 | 80 % | 95 % | came · 实际 | error · 误差 |"
    yield "|---|---|---|---|---|---|---|"
    nation = _nation(case)
    for year in range(2019, 2024):
        came = sum(nation.months[Month(year, month)].value for month in range(1, 13))
        for until in (6, 10):
            made = read_monthly(nation.until(Month(year, until)), with_library=False)
            assert made is not None
            so_far = sum(nation.months[Month(year, month)].value for month in range(1, until + 1))
            total = made.path.total(SEASON - until).plus(so_far)
            low95, low80, high80, high95 = (f"{end or 0:,.0f}" for end in total.ends)
            error = 100 * (total.point / came - 1)
            yield (
                f"| {year} | {year}-{until:02} | {total.point:,.0f} | {low80} - {high80} | {low95} - {high95} "
                f"| {came:,.0f} | {error:+.1f} % |"
            )


def _nation(case: Case) -> Series:
    return next(
        series
        for series in read_series(read_library(case, case.settings.as_of))
        if (series.scope.indicator, series.scope.powertrain, series.scope.basis) == ("output", "nev", "caam")
    )


def henan_section(case: Case) -> Iterator[str]:
    """The case's own prediction."""
    yield "## The prediction that the Henan case makes · 河南案例的一项推算"
    yield ""
    yield "Calibrated on what had ended by June 2024, the nation's months included, January to September is"
    yield "predicted. The intervals rest on how often a share was seen to change by then: once or twice, hence"
    yield "their width."
    yield ""
    yield "仅用截至 2024 年 6 月的数据（含全国月度数据）校准，推算 1-9 月累计。区间取决于届时比重变化的次数：仅一两"
    yield "次，故很宽。"
    yield ""
    yield "| place · 区域 | predicted · 推算 | 80 % | published · 公布 | error · 误差 |"
    yield "|---|---|---|---|---|"
    for found in outlook(case, settings=Settings(with_library=False)):
        tried = found.hindcast
        if tried is not None:
            low, high = (f"{end or 0:,.0f}" for end in (tried.predicted.low80, tried.predicted.high80))
            yield (
                f"| {found.series.scope.subject} | {tried.predicted.point:,.0f} | {low} - {high} "
                f"| {tried.published:,.0f} | {round(tried.error_percent, 1) + 0.0:+.1f} % |"
            )


HEAD = """# The outlook · 展望

`landbridge outlook CASE` carries on every series that the case's facts make up: months or longer stretches of
output, sales, exports or trains of one place or site on one basis. `docs/decisions/outlook-models.md` says why
it is done this way. This page is made by `python docs/outlook_page.py` from the facts of the Henan case (CAAM's
months, 2015 to 2024) with the program's own functions.

* **A series with months enough** (24, and six more to judge by) goes by its own months. Seasonal naive,
  statsmodels' structural time series and our own model are put back to each of the last sixty months; our own is
  taken only where it erred less than both.
* **A place without months** goes by its share of the narrowest wider place that has them; its interval holds
  the wider place's error and the drift of shares, measured on all changes of shares that are known. Where two
  bases are crossed, the result is called indicative.
* **A plant in ramp-up** (four stretches or more, and a capacity) goes by growth curves that level off at or
  below its capacity.
* **Intervals** come from the errors of the past, older ones fading by 15 % a month; the year's total and the
  day of a mark follow from them.
* **Parts sum to wholes**: where the parts' months come to the whole's, all give way by generalised least
  squares; else there is a rest.
* **Nothing published after `as_of` is used.**

`landbridge outlook CASE` 将案例公开数据构成的各序列（某区域或站点、同一口径的产量、销量、出口或列车，按月或更长
时段）延展至年末。取舍缘由见 `docs/decisions/outlook-models.md`。本页由 `python docs/outlook_page.py` 用程序自身
的函数、据河南案例数据（中汽协 2015 至2024 年各月）生成。月份足够的序列依据自身月度数据：季节朴素法、statsmodels
结构时间序列与自有模型在最近六十个起点上比较，自有模型误差小于前两者时方才采用。没有月度数据的区域按其占上级区域
的比重推算；跨口径者标为仅供参考。处于产能爬坡的工厂用不超过产能的增长曲线。区间取自历史误差（每月衰减 15%）。部
分之和等于总体。`as_of` 之后公布的数据一概不用。
"""

TAIL = """## What is weak · 不足

* Errors of 2019 and 2020 (subsidies cut, then the epidemic) weigh on every mean above; no model foresaw them.
* The series hold today's figures: what was printed first, month by month, is not kept, so real errors were a
  little larger.
* A share's drift is measured on three changes; a plant that opens or a model that moves makes a share jump, not
  drift.
* Intervals rest on about twelve independent errors; where the past is short they are less sure than they look.

2019 与 2020 年（补贴退坡与疫情）的误差影响以上各均值，任何模型均未预见。序列为现行数值，未保留各月初值，实际误
差略大。比重漂移仅据三次变化测得；新厂投产或车型转移会使比重跳变而非漂移。区间约基于十二个独立误差，
历史较短时其可靠程度低于表面所示。
"""


def page(library: bool = True) -> str:
    """The whole page; without the library's rows where they are not wanted."""
    warnings.simplefilter("ignore")
    case = read_case(shipped()["henan"])
    known = samples(case)
    sections = (
        errors_section(known, library),
        choice_section(known),
        festival_section(known),
        coverage_section(known),
        years_section(case),
        henan_section(case),
    )
    return "\n".join([HEAD, *("\n".join([*section, ""]) for section in sections), TAIL])


NUMBER = re.compile(r"(?<![\w-])[-+]?\d[\d,]*\.?\d*")


def differences(kept: str, made: str) -> list[str]:
    """The lines of one text whose words differ from the other's, or whose figures differ by more than the tolerance."""
    before, after = kept.splitlines(), made.splitlines()
    if len(before) != len(after):
        return [f"{len(before)} lines, not {len(after)}"]
    return [f"{a}\n{b}" for a, b in zip(before, after, strict=True) if not _alike(a, b)]


def _alike(kept: str, made: str) -> bool:
    if NUMBER.sub("#", kept) != NUMBER.sub("#", made):
        return False
    figures = ([float(text.replace(",", "")) for text in NUMBER.findall(line)] for line in (kept, made))
    return all(abs(a - b) <= max(0.15, WITHIN * abs(a)) for a, b in zip(*figures, strict=True))


def run(check: bool, library: bool) -> int:
    """Write the page, or compare."""
    made = page(library)
    if not check:
        PAGE.write_text(made, encoding="utf-8")
        print(f"docs/{PAGE.name} is written")
        return 0
    kept = PAGE.read_text(encoding="utf-8")
    if not library:
        kept = "".join(line for line in kept.splitlines(keepends=True) if not line.startswith("| statsmodels:"))
    found = differences(kept, made)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(run("--check" in sys.argv[1:], "--own" not in sys.argv[1:]))
