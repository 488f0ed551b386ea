"""The chain: who supplies every line with every input, tier by tier down to the materials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from landbridge.cases.henan.generator.files import read_input
from landbridge.cases.henan.generator.firms import COUNT, Firm, Register
from landbridge.cases.henan.generator.goods import Goods
from landbridge.cases.henan.generator.months import MONTHS, working_days
from landbridge.cases.henan.generator.output import Schedule

# Named plants and what they make; who supplies whom is known only within BYD and SAIC, the rest is assumed.
NAMED_MAKERS = {
    "findreams-zhengzhou": ("cells-lfp",),
    "findreams-zhengzhou-packs": ("pack-bev-60", "pack-phev-18"),
    "saic-zhengzhou-packs": ("pack-bev-60-zhengzhou",),
    "saic-zhengzhou-engines": ("engine",),
    "calb-luoyang": ("cells-lfp",),
    "duofuduo-jiaozuo": ("lipf6",),
}
_FIXED = {
    ("byd-zhengzhou", "pack-bev-60"): "findreams-zhengzhou-packs",
    ("byd-zhengzhou", "pack-phev-18"): "findreams-zhengzhou-packs",
    ("findreams-zhengzhou-packs", "cells-lfp"): "findreams-zhengzhou",
    ("saic-zhengzhou", "pack-bev-60-zhengzhou"): "saic-zhengzhou-packs",
    ("saic-zhengzhou", "pack-bev-60-outside"): "source-packs-outside",
    ("saic-zhengzhou", "engine"): "saic-zhengzhou-engines",
}
_PACK_BUYERS = {
    "chery-kaifeng": 0,
    "haima-zhengzhou": 1,
    "other-henan-makers": 1,
    "yutong-zhengzhou": 2,
    "shaolin-xingyang": 3,
}
_BOTH_LINES_CHANCE = 0.3


@dataclass
class Maker:
    """An order-driven line and what it makes for whom."""

    site: str
    line: str
    products: dict[str, float] = field(default_factory=dict)
    customers: int = 0


@dataclass(frozen=True)
class Link:
    """One input of one line, from one supplier, with the most it takes on a working day [units]."""

    site: str
    line: str
    item: str
    supplier: str
    per_day: float
    largest_bill: int
    paced: bool


@dataclass
class Chain:
    """Every link, and every order-driven maker by line."""

    links: list[Link] = field(default_factory=list)
    makers: dict[str, Maker] = field(default_factory=dict)
    register: Register = field(default_factory=Register)


def build_chain(goods: Goods, plan: Schedule) -> Chain:
    """Choose a supplier for every input, from the vehicle lines down."""
    chain = Chain()
    _first_tier(chain, goods, plan)
    _supply(
        chain, goods, lambda product: product.startswith("pack-") and product != "pack-structure", _pack_parts(chain)
    )
    cathode = [chain.register.found("lfp-cathode", "cathode").name for _ in range(2)]
    chemistry = {"lfp-cathode": cathode, "lipf6": ["duofuduo-jiaozuo"]}
    _supply(chain, goods, lambda product: product == "cells-lfp", chemistry)
    pools = _second_tier(chain, goods)
    _supply(chain, goods, lambda product: bool(set(goods.bills.get(product, ())) & set(pools)), pools)
    _supply(chain, goods, lambda product: True, {})
    return chain


def _first_tier(chain: Chain, goods: Goods, plan: Schedule) -> None:
    sources = {row["item"]: row["source_site"] for row in read_input("materials")}
    shared: dict[tuple[str, str], str] = {}
    packs: dict[int, Firm] = {}
    for line in read_input("lines"):
        demand = peak_per_day(goods, plan, line["line"])
        for item, (per_day, bill) in sorted(demand.items()):
            site = line["site"]
            if (site, item) in _FIXED:
                supplier = _FIXED[site, item]
            elif item in sources:
                supplier = sources[item]
            elif item.startswith("pack-"):
                number = _PACK_BUYERS[site]
                if number not in packs:
                    packs[number] = chain.register.found(item, "pack")
                supplier = packs[number].name
            else:
                supplier = _supplier(chain, shared, line["group"], site, item)
            _link(chain, Link(site, line["line"], item, supplier, per_day, bill, True))


def _supplier(chain: Chain, shared: dict[tuple[str, str], str], group: str, site: str, item: str) -> str:
    """The group's own maker of the item; now and then one maker serves both lines of a plant."""
    if (group, item) not in shared:
        other = shared.get((site, item))
        takes_other = chain.register.chance() < _BOTH_LINES_CHANCE
        maker = other if other and takes_other else chain.register.found(item, "tier1").name
        shared[group, item] = maker
        shared.setdefault((site, item), maker)
    return shared[group, item]


def _pack_parts(chain: Chain) -> dict[str, list[str]]:
    """Who makes what goes into packs besides the works that the makers themselves own."""
    parts = {part: [chain.register.found(part, "tier2").name for _ in range(2)] for part in ("bms", "pack-structure")}
    return parts | {"cells-lfp": ["calb-luoyang"]}


def _second_tier(chain: Chain, goods: Goods) -> dict[str, list[str]]:
    """Found the makers of intermediates, in numbers by their buyers."""
    uses: dict[str, int] = {}
    for maker in _unsupplied(chain):
        for part in {part for product in maker.products for part in goods.bills.get(product, {})}:
            if part in goods.bills:
                uses[part] = uses.get(part, 0) + 1
    return _pools(chain, sorted(uses), uses, COUNT - chain.register.components())


def _unsupplied(chain: Chain) -> list[Maker]:
    supplied = {link.line for link in chain.links}
    return [maker for line, maker in sorted(chain.makers.items()) if line not in supplied]


def _pools(chain: Chain, parts: list[str], uses: Mapping[str, int], firms: int) -> dict[str, list[str]]:
    """The firms of each intermediate, as many as its share of the buyers, and never more than buyers."""
    whole = sum(uses[part] for part in parts)
    size = {part: min(uses[part], max(1, round(firms * uses[part] / whole))) for part in parts}
    by_room = sorted(parts, key=lambda part: (size[part] - uses[part], part))
    i = 0
    while sum(size.values()) != firms:
        part = by_room[i % len(by_room)]
        step = 1 if sum(size.values()) < firms else -1
        if 1 <= size[part] + step <= uses[part]:
            size[part] += step
        i += 1
    found = {part: [chain.register.found(part, "tier2").name for _ in range(size[part])] for part in parts}
    return {part: chain.register.shuffle(names) for part, names in found.items()}


def _supply(chain: Chain, goods: Goods, chosen: Callable[[str], bool], pools: Mapping[str, list[str]]) -> None:
    """Link every input of the makers of the products chosen: own works, the next of the part's pool, or a source."""
    sources = {row["item"]: row["source_site"] for row in read_input("materials")}
    taken: dict[str, int] = {}
    for maker in _unsupplied(chain):
        if not any(chosen(product) for product in maker.products):
            continue
        needs: dict[str, tuple[float, int]] = {}
        for product, per_day in maker.products.items():
            for part, quantity in goods.bills.get(product, {}).items():
                before, largest = needs.get(part, (0.0, 0))
                needs[part] = (before + per_day * quantity, max(largest, quantity))
        for part, (per_day, largest) in sorted(needs.items()):
            supplier = _FIXED.get((maker.site, part)) or sources.get(part)
            if supplier is None:
                supplier = pools[part][taken.get(part, 0) % len(pools[part])]
                taken[part] = taken.get(part, 0) + 1
            _link(chain, Link(maker.site, maker.line, part, supplier, per_day, largest, False))


def _link(chain: Chain, link: Link) -> None:
    chain.links.append(link)
    if link.supplier.startswith("source-"):
        return
    name = f"{link.supplier}-line"
    maker = chain.makers.setdefault(name, Maker(link.supplier, name))
    maker.products[link.item] = maker.products.get(link.item, 0.0) + link.per_day
    maker.customers += 1


def peak_per_day(goods: Goods, plan: Schedule, line: str) -> dict[str, tuple[float, int]]:
    """What a vehicle line takes of every input: on a working day of its busiest month, and in one bill [units]."""
    found: dict[str, tuple[float, int]] = {}
    for month in MONTHS:
        taken: dict[str, float] = {}
        for (name, vehicle, when), units in plan.items():
            if name == line and when == month:
                for part, quantity in goods.bills[vehicle].items():
                    taken[part] = taken.get(part, 0.0) + units * quantity / working_days(month)
                    found[part] = (found.get(part, (0.0, 0))[0], max(found.get(part, (0.0, 0))[1], quantity))
        for part, per_day in taken.items():
            found[part] = (max(found[part][0], per_day), found[part][1])
    return found
