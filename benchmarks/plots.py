"""Small multiples as SVG, readable by day and by night: a few lines of drawing give the same file on every machine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #333 }
.title { font-weight: 600 } .small { font-size: 11px; fill: #666 }
.axis { stroke: #999 } .grid { stroke: #e4e4e4 }
.line { fill: none; stroke: #0b62a8; stroke-width: 2 } .dot { fill: #0b62a8 }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .small { fill: #aaa } .axis { stroke: #888 } .grid { stroke: #3a3a3a }
.line { stroke: #6db3f2 } .dot { fill: #6db3f2 }
}"""
_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 300, 210, 46, 44, 14, 40


@dataclass(frozen=True)
class Panel:
    """One curve: titles, names of its axes in both languages, and its points."""

    title: str
    horizontal: str
    vertical: str
    points: Sequence[tuple[float, float]]


def draw(rows: Sequence[Sequence[Panel]]) -> str:
    """Rows of panels; both axes of each begin at 0."""
    width, height = _WIDTH * max(map(len, rows)), _HEIGHT * len(rows)
    panels = [
        f'<g transform="translate({i * _WIDTH} {j * _HEIGHT})">{_panel(panel)}</g>'
        for j, row in enumerate(rows)
        for i, panel in enumerate(row)
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return "\n".join([head, f"<style>{_STYLE}</style>", *panels, "</svg>"]) + "\n"


def _panel(panel: Panel) -> str:
    right, low = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    across, up = (ticks(max(values)) for values in zip(*panel.points, strict=True))

    def x(value: float) -> str:
        return f"{_LEFT + (right - _LEFT) * value / across[-1]:.1f}"

    def y(value: float) -> str:
        return f"{low - (low - _TOP) * value / up[-1]:.1f}"

    parts = [f'<text class="title" x="6" y="16">{escape(panel.title)}</text>']
    parts.append(f'<text class="small" x="6" y="32">{escape(panel.vertical)}</text>')
    for value in up:
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y(value)}" y2="{y(value)}"/>')
        parts.append(f'<text class="small" x="{_LEFT - 6}" y="{y(value)}" dy="4" text-anchor="end">{value:g}</text>')
    for value in across:
        parts.append(f'<text class="small" x="{x(value)}" y="{low + 15}" text-anchor="middle">{value:g}</text>')
    parts.append(f'<path class="axis" fill="none" d="M{_LEFT} {_TOP}V{low}H{right}"/>')
    middle = (_LEFT + right) // 2
    parts.append(
        f'<text class="small" x="{middle}" y="{low + 32}" text-anchor="middle">{escape(panel.horizontal)}</text>'
    )
    way = " ".join(f"{x(a)},{y(b)}" for a, b in panel.points)
    parts.append(f'<polyline class="line" points="{way}"/>')
    parts += [f'<circle class="dot" cx="{x(a)}" cy="{y(b)}" r="3.5"/>' for a, b in panel.points]
    return "".join(parts)


def ticks(most: float) -> list[float]:
    """Round numbers from 0 to the first that is not below the most, at most seven.

    >>> ticks(20.1)
    [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]
    >>> ticks(0.9)
    [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    """
    power = 10.0 ** math.floor(math.log10(most))
    step = next(one for factor in (0.1, 0.2, 0.5, 1, 2) if most <= 6 * (one := factor * power))
    return [round(step * i, 9) for i in range(math.ceil(most / step - 1e-9) + 1)]
