"""What lies on a shelf and what a maker took, from lots of every kind."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from landbridge.documents.document import conform, empty
from landbridge.measurement.shelves import Orders, Shelf

DECLARED = empty("record", "lots")


def lots(*rows: dict[str, Any]) -> pl.DataFrame:
    """Lots by number, what is not said being empty."""
    named = [{**dict.fromkeys(DECLARED.columns), "number": i, "ordered_ms": 0, **row} for i, row in enumerate(rows)]
    frame = pl.DataFrame(
        named, schema={name: pl.String if kind == pl.Enum else kind for name, kind in DECLARED.schema.items()}
    )
    return conform("record", "lots", frame)


def test_a_shelf_has_what_was_stored_in_the_order_it_was() -> None:
    shelf = Shelf.of(
        5,
        2,
        lots(
            {"quantity": 3, "arrived_ms": 9, "stored_ms": 20},
            {"quantity": 4, "arrived_ms": 7},
            {"quantity": 5, "arrived_ms": 8, "stored_ms": 20},
            {"quantity": 6, "arrived_ms": 4, "stored_ms": 4},
            {"quantity": 7, "arrived_ms": 8, "stored_ms": 20},
            {"quantity": 8},
        ),
    )
    assert shelf.lots["number"].to_list() == [3, 2, 4, 0]
    assert (shelf.opening, shelf.taken, shelf.starts.tolist()) == (7, 2, [7, 13, 18, 25])


@pytest.mark.parametrize("rows", [(), ({"quantity": 4},)])
def test_a_shelf_on_which_nothing_was_stored_is_empty(rows: tuple[dict[str, Any], ...]) -> None:
    shelf = Shelf.of(1, 0, lots(*rows))
    assert shelf.lots.is_empty()
    assert shelf.starts.tolist() == []


def test_a_makers_orders_are_its_own_that_it_began_in_the_record() -> None:
    first = lots(
        {"quantity": 1, "maker_line": "maker", "ordered_ms": 1, "begun_ms": 30},
        {"quantity": 2, "maker_line": "other", "ordered_ms": 2, "begun_ms": 3},
        {"quantity": 3, "ordered_ms": 3, "begun_ms": 4},
        {"quantity": 4, "maker_line": "maker", "ordered_ms": 4},
        {"quantity": 5, "maker_line": "maker", "ordered_ms": -9, "begun_ms": -8},
    )
    second = lots({"quantity": 6, "maker_line": "maker", "ordered_ms": 2, "begun_ms": 10})
    orders = Orders.of("maker", {"first": first, "second": second})
    assert orders.stocks == ("first", "second")
    assert [orders.stock.tolist(), orders.quantity.tolist()] == [[1, 0], [6, 1]]
    assert [orders.ordered.tolist(), orders.begun.tolist()] == [[2, 1], [10, 30]]


@pytest.mark.parametrize("of", [{}, {"stock": lots({"quantity": 3})}, {"stock": lots()}])
def test_a_maker_without_orders_has_none(of: dict[str, pl.DataFrame]) -> None:
    orders = Orders.of("maker", of)
    assert [a.tolist() for a in (orders.stock, orders.quantity, orders.ordered, orders.begun)] == [[], [], [], []]
