"""Lines, bills, makers in tiers, and the stocks between them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tests.properties.draft import HOURS, MONTHS, TURN, Draft

_DAYS = {"2024-03": 31, "2024-04": 30}


def draw_building(draft: Draft) -> None:
    """Pace lines with their schedules and everything upstream of them."""
    options, random = draft.options, draft.random
    models = [f"model-{i}" for i in range(options.models)]
    parts = [f"part-{i}" for i in range(random.randint(1, 4))]
    tier_of = {part: random.randint(0, options.tiers) for part in parts}
    built = [sorted(random.sample(models, random.randint(1, len(models)))) for _ in range(options.lines)]
    for model in sorted({model for own in built for model in own}):
        draft.add_item(model, "vehicle")
        for part in random.sample(parts, random.randint(1, len(parts))):
            draft.add("bills", item=model, input=part, quantity=random.choice([1, 1, 2, 3]))
    usage: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for i, own in enumerate(built):
        _add_line(draft, f"line-{i}", f"plant-{i % options.plants}", own, usage)
    upstream = _Upstream(draft)
    for (line, site), rates in sorted(usage.items()):
        for part, daily in sorted(rates.items()):
            draft.add_item(part, "component")
            upstream.supply(line, site, part, daily, _largest_bill(draft, line, part), tier_of[part])
    upstream.add_makers()


def _add_line(
    draft: Draft, line: str, site: str, own: list[str], usage: dict[tuple[str, str], dict[str, float]]
) -> None:
    options, random = draft.options, draft.random
    room = random.randint(3, 12) if options.tight_yards else random.choice([None, 10_000])
    draft.add_site(site, "vehicle_plant", yard_units=room)
    calendar = random.choice(["always", "two-shift", "night"])
    takt = HOURS[calendar] * 3600 / options.daily * random.uniform(0.6, 1.15)
    columns: dict[str, Any] = {"line": line, "site": site, "mode": "pace", "items": ";".join(own), "calendar": calendar}
    columns |= draft.duration("throughput", 3)
    takt = round(takt, 1 if options.round_times else 3)
    if random.random() < 0.6:
        draft.add("lines", **columns, takt_s=takt)
    else:
        draft.add("lines", **columns, takt_s=takt, valid_to=TURN)
        draft.add("lines", **columns, takt_s=round(takt * random.uniform(0.6, 1.6), 3), valid_from=TURN)
    for model in own:
        share = options.daily / len(own)
        for month in MONTHS:
            quantity = round(share * _DAYS[month] * random.uniform(0.7, 1.3))
            draft.add("schedule", line=line, item=model, month=month, quantity=quantity)
        for bill in draft.tables["bills"]:
            if bill["item"] == model:
                usage[line, site][bill["input"]] += share * bill["quantity"]


def _largest_bill(draft: Draft, line: str, part: str) -> int:
    own = next(row["items"].split(";") for row in draft.tables["lines"] if row["line"] == line)
    return max(int(b["quantity"]) for b in draft.tables["bills"] if b["item"] in own and b["input"] == part)


class _Upstream:
    """Makers and sources, shared by whoever needs them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.makers: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.maker_of: dict[str, str] = {}

    def supply(self, line: str, site: str, item: str, daily: float, least: int, tier: int) -> None:
        """Stock an item at a site for a line, and whatever its maker needs for it in turn."""
        random = self.draft.random
        if tier == 0:
            supplier = f"source-{random.randint(0, 1)}"
            self.draft.add_site(supplier, "source", **self._lifetime())
        else:
            supplier = self._make(item, daily, tier)
        lane = f"{supplier}-{site}"
        about_h = random.choice([1, 3, 8])
        if not self.draft.has("lanes", lane=lane):
            transit = self.draft.duration("transit", about_h)
            self.draft.add("lanes", lane=lane, origin=supplier, destination=site, mode="road", **transit)
        users = {row["line"] for row in self.draft.tables["lines"] if row["site"] == site}
        named = line if len(users) > 1 or random.random() < 0.5 else ""
        rule = self._rule(daily, about_h + 6 * tier, least)
        self.draft.add("replenishment", site=site, item=item, line=named, lane=lane, **rule)

    def _lifetime(self) -> dict[str, Any]:
        return {"opens": "2024-03-30"} if self.draft.random.random() < 0.15 else {}

    def _make(self, item: str, daily: float, tier: int) -> str:
        random = self.draft.random
        new = item not in self.maker_of
        maker = self.maker_of.setdefault(item, f"maker-{tier}-{random.randint(0, 1)}")
        self.draft.add_site(maker, "component_plant")
        self.makers[maker][item] += daily
        if new:
            for i in range(random.randint(0, 2)):
                material = f"{item}.{i}"
                self.draft.add_item(material, "raw_material")
                self.draft.add("bills", item=item, input=material, quantity=random.choice([1, 2, 7, 250]))
        return maker

    def add_makers(self) -> None:
        """The makers' lines, tier by tier, now that their load is known, and the stocks of their inputs."""
        random = self.draft.random
        done: set[str] = set()
        while ready := sorted(set(self.makers) - done, key=lambda maker: (-int(maker.split("-")[1]), maker))[:1]:
            maker = ready[0]
            done.add(maker)
            tier = int(maker.split("-")[1])
            loads = self.makers[maker]
            calendar = random.choice(["always", "always", "two-shift", "office"])
            columns: dict[str, Any] = {
                "line": f"{maker}-line",
                "site": maker,
                "mode": "order",
                "items": ";".join(sorted(loads)),
                "calendar": calendar,
            }
            if random.random() < 0.5:
                columns |= self.draft.duration("throughput", 2)
            pace = sum(loads.values()) * 24 / HOURS[calendar] * random.uniform(1, 4)
            self.draft.add("lines", **columns, units_per_day=round(pace, 3))
            for item, daily in sorted(loads.items()):
                for bill in [b for b in self.draft.tables["bills"] if b["item"] == item]:
                    deeper = tier - 1 if random.random() < 0.6 else random.randint(0, tier - 1)
                    rate = daily * bill["quantity"]
                    self.supply(f"{maker}-line", maker, bill["input"], rate, 1, deeper)

    def _rule(self, daily: float, lead_h: float, least: int) -> dict[str, Any]:
        random = self.draft.random
        cover = daily * lead_h / 24 * (random.uniform(0.1, 0.8) if self.draft.options.tight_parts else 3)
        s = max(least - 1, round(cover) + (0 if self.draft.options.tight_parts else round(daily)))
        quantity = max(1, round(daily * random.uniform(0.05, 1.2)))
        initial = max(least, s + round(quantity * random.uniform(-0.5, 1)))
        policy = random.choice(["reorder_point", "order_up_to", "base_stock"])
        levels = {
            "reorder_point": {"reorder_point": s, "order_quantity": quantity},
            "order_up_to": {"reorder_point": s, "order_up_to": s + quantity},
            "base_stock": {"order_up_to": s + quantity},
        }
        return {"policy": policy, **levels[policy], "initial": initial}
