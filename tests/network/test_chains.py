"""A chain holds what its lines' tracked inputs are made of, tier by tier, and who else takes from their makers."""

from __future__ import annotations

from landbridge.network.chains import chain_of

ROWS = {
    "bills": [("car", "pack", 1), ("car", "paint", 2), ("cell", "salt", 3), ("pack", "cell", 9), ("toy", "wheel", 4)],
    "items": [("car", True), ("pack", True)],
    "lines": [("cars", 0.1), ("cells", None), ("packs", None), ("toys", None), ("vans", None)],
    "stocks": [
        (0, "cars-pack", "pack", "cars"),
        (1, "cars-paint", "paint", "cars"),
        (2, "cells-salt", "salt", "cells"),
        (3, "packs-cell", "cell", "packs"),
        (4, "toys-wheel", "wheel", "toys"),
        (5, "vans-pack", "pack", "vans"),
    ],
    "sources": [("cars-pack", "packs"), ("packs-cell", "cells"), ("toys-wheel", "toys"), ("vans-pack", "packs")],
}


def test_a_chain_goes_down_all_tiers_and_to_those_who_take_from_the_same_makers() -> None:
    chain = chain_of(ROWS, ["cars"])
    assert [stock for _, stock, *_ in chain["stocks"]] == ["cars-pack", "cells-salt", "packs-cell", "vans-pack"]
    assert [line for line, _ in chain["lines"]] == ["cars", "cells", "packs"]
    assert [maker for _, maker in chain["sources"]] == ["packs", "cells", "packs"]
    assert [part for _, part, _ in chain["bills"]] == ["pack", "salt", "cell"]


def test_a_line_without_tracked_inputs_has_a_chain_of_its_own_only() -> None:
    chain = chain_of(ROWS, ["toys"])
    assert chain["stocks"] == [(4, "toys-wheel", "wheel", "toys")]
    assert chain["lines"] == [("toys", None)]


def test_the_chain_of_a_line_is_found_in_that_of_several() -> None:
    for line in ("cars", "vans", "toys"):
        assert chain_of(chain_of(ROWS, ["cars", "toys", "vans"]), [line]) == chain_of(ROWS, [line])


def test_a_line_that_makes_what_it_takes_ends() -> None:
    rows = ROWS | {"sources": [("cars-pack", "cars")]}
    assert [stock for _, stock, *_ in chain_of(rows, ["cars"])["stocks"]] == ["cars-pack", "cars-paint"]
