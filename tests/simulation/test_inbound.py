"""What is on the way to a stock, in eight bytes: when it arrives, and the last bits of the lot's number."""

from __future__ import annotations

import numpy as np
import pytest

from landbridge.simulation.layout import IN_LOT, LAST, LOT, N_LOTS
from landbridge.simulation.orders import inbound_lot

STOCK = 3


@pytest.mark.parametrize("later", [1, 2**IN_LOT - 1, 2**IN_LOT, 2**IN_LOT + 7])
@pytest.mark.parametrize("arrives", [0, LAST])
def test_the_lot_is_found_however_many_were_ordered_since(later: int, arrives: int) -> None:
    lot = 5
    # pages that nobody touches cost nothing
    lots = np.zeros(lot + later, LOT)
    lots["stock"][lot] = STOCK
    lots["arrived"][lot] = (arrives & 0xFFFFFFFF, arrives >> 32)
    tally = np.zeros(16, np.int64)
    tally[N_LOTS] = len(lots)
    row = arrives << IN_LOT | lot & (1 << IN_LOT) - 1
    assert inbound_lot(STOCK, row, tally, lots) == lot
