"""What is built and what is wanted: schedule, demand and flows."""

from __future__ import annotations

from landbridge.cases.national.chain import Rows
from landbridge.cases.national.size import ABROAD, MODELS, MONTHS, Size, mix, spread

WALK_IN = ("home-7", "bev-c")
"""The market and the model for which buyers come by chance, and go if none is there."""


def make_schedule(size: Size) -> Rows:
    """Every plant builds every model, in a mix that changes from month to month."""
    rows: Rows = []
    for plant in size.plant_names:
        cells = [(month, model, share) for month in MONTHS for model, share in mix(month).items()]
        numbers = spread([size.plant_month(plant, month) * share for month, _, share in cells])
        rows += [
            {"line": f"line-{plant}", "item": model, "month": f"2024-{month:02d}", "quantity": quantity}
            for (month, model, _), quantity in zip(cells, numbers, strict=True)
        ]
    return rows


def make_demand(size: Size) -> Rows:
    """What is built is wanted, nearly all of it levelled; markets abroad, where ships and trains wait, come first."""
    built = {month: sum(size.plant_month(plant, month) for plant in size.plant_names) for month in MONTHS}
    rows: Rows = []
    for market, part in size.shares.items():
        cells = [(month, model, share) for month in MONTHS for model, share in mix(month).items()]
        numbers = spread([built[month] * share * part for month, _, share in cells])
        rows += [
            {
                "market": market,
                "item": model,
                "month": f"2024-{month:02d}",
                "quantity": quantity,
                "arrival": "poisson" if (market, model) == WALK_IN else "levelled",
                "unmet": "lost" if (market, model) == WALK_IN else "backlog",
                "promised_d": 75 if market in ABROAD else 15,
                "priority": 1 if market in ABROAD else 2,
            }
            for (month, model, _), quantity in zip(cells, numbers, strict=True)
        ]
    return rows


def make_flows(size: Size) -> Rows:
    """Every line sends every model to every market, by the market's share."""
    return [
        {"line": f"line-{plant}", "item": model, "market": market, "route": f"{plant}-{market}", "share": share}
        for plant in size.plant_names
        for model in MODELS
        for market, share in size.shares.items()
    ]
