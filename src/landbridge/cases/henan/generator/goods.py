"""Items and bills: vehicles, packs, component families, intermediates and materials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from landbridge.cases.henan.generator.files import read_input

REFERENCE = "Reference compact SUV of 60 kWh: fourteen segments estimated, split here; docs/henan.md"
BATPAC = "BatPaC 5.1 by pmbusch/Critical-Minerals-EV Mineral_Intensity.xlsx @2aafd29: https://github.com/pmbusch/Critical-Minerals-EV"
LFP_FACTS = ("LFP-LI", "LFP-FE", "LFP-P", "LFP-GRAPHITE", "LFP-CU", "LFP-AL")
PACK_MASS_KG_PER_KWH = 6.66
STRUCTURE_KG_PER_KWH = 1.077
STAINLESS_G_PER_KWH = 411
PACK_CNY_PER_KWH = 540
# Straight from a material's source to the vehicle line.
_DIRECT = {"car": {"paint": 12_000, "fluids": 14_000}, "bus": {"paint": 60_000, "fluids": 80_000}}


@dataclass
class Goods:
    """What is made of what.

    Parameters
    ----------
    items
        Rows of the table `items`.
    bills
        Item to its inputs and their quantities.
    bill_rows
        Rows of the table `bills`.
    """

    items: list[dict[str, object]] = field(default_factory=list)
    bills: dict[str, dict[str, int]] = field(default_factory=dict)
    bill_rows: list[dict[str, object]] = field(default_factory=list)

    def add_bill(
        self, item: str, inputs: Iterable[tuple[str, int]], confidence: str, source: str, facts: Iterable[str] = ()
    ) -> None:
        """Add an item's bill."""
        for part, quantity in inputs:
            self.bills.setdefault(item, {})[part] = quantity
            row = {"item": item, "input": part, "quantity": quantity, "confidence": confidence, "source": source}
            self.bill_rows.append(row | {"derived_from": list(facts)})

    def depth(self, item: str) -> int:
        """How many steps of making lie between the item and its furthest material."""
        return 1 + max((self.depth(part) for part in self.bills.get(item, ())), default=-1)


def read_goods() -> Goods:
    """Everything that is made, moved or bought."""
    goods = Goods()
    vehicles = read_input("vehicles")
    families = read_input("families")
    packs = read_input("packs")
    for row in vehicles:
        _item(goods, row, "vehicle", "piece", "estimate", "Mass and value assumed", tracked="yes")
        body = "bus" if row["body"] == "bus" else "car"
        uses = {body, f"{body}-{row['powertrain']}"}
        inputs = [(f["item"], n) for f in families for use, n in _uses(f["use"]) if use in uses]
        inputs += [(p["item"], 1) for p in packs if row["item"] in p["use"].split(";")]
        inputs += list(_DIRECT[body].items())
        goods.add_bill(row["item"], inputs, "estimate", f"Component families of a {body}: {REFERENCE}")
    for row in families:
        source = REFERENCE if row["use"] else "Mass, value and inputs assumed"
        _item(goods, row, row["segment"], row["unit"], "estimate", source)
        if row["inputs"]:
            chemistry = row["item"] in ("cells-lfp", "lfp-cathode")
            goods.add_bill(
                row["item"],
                _uses(row["inputs"]),
                "derived" if chemistry else "estimate",
                f"{BATPAC}; rounded to whole units" if chemistry else "Inputs by mass, assumed",
                LFP_FACTS if chemistry else (),
            )
    for row in packs:
        _pack(goods, row)
    for row in read_input("materials"):
        _item(goods, row, "raw_material", row["unit"], "estimate", "Market value of 2024, assumed")
    return goods


def _pack(goods: Goods, row: dict[str, str]) -> None:
    kwh = int(row["kwh"])
    item = row | {
        "mass_kg": f"{kwh * PACK_MASS_KG_PER_KWH:.0f}",
        "value_cny": str(kwh * PACK_CNY_PER_KWH),
        "hs_code": "850760",
    }
    source = f"Capacity: {row['source_of_kwh']}; mass 6.66 kg/kWh: BatPaC 5.2"
    _item(goods, item, "battery", "piece", "estimate", source, tracked="yes")
    if row["item"].endswith("-outside"):
        return
    inputs = [
        ("cells-lfp", kwh),
        ("pack-structure", round(kwh * STRUCTURE_KG_PER_KWH)),
        ("stainless-steel", kwh * STAINLESS_G_PER_KWH),
        ("bms", 1),
    ]
    goods.add_bill(row["item"], inputs, "derived", f"{BATPAC}; rounded to whole units", ("LFP-STEEL", "LFP-STAINLESS"))


def _item(
    goods: Goods, row: dict[str, str], segment: str, unit: str, confidence: str, source: str, tracked: str = "no"
) -> None:
    kept = ("item", "powertrain", "body", "mass_kg", "value_cny", "hs_code", "name_en", "name_zh")
    known: dict[str, object] = {column: row.get(column, "") for column in kept}
    goods.items.append(
        known | {"segment": segment, "unit": unit, "tracked": tracked, "confidence": confidence, "source": source}
    )


def _uses(text: str) -> list[tuple[str, int]]:
    """``a:2;b:3`` as pairs."""
    pairs = (part.split(":") for part in text.split(";") if part)
    return [(name, int(quantity)) for name, quantity in pairs]
