"""Two replications one after the other and on two threads, in alternating rounds of one process."""

from __future__ import annotations

from threading import Thread
from typing import Any

from benchmarks.national import Scale, prepare
from benchmarks.running import Engine, Spent


def measure(rounds: int, **scale: Any) -> dict[str, Any]:
    """How many times as fast two replications are on two threads; memory is laid out before the clock runs."""
    made = prepare(Scale(**scale))
    pairs: list[dict[str, float]] = []
    for number in range(rounds + 1):
        engines = [Engine(*made, seed) for seed in (1, 2, 1, 2)]
        for engine in engines:
            engine.lay_out()
        with Spent() as in_turn:
            for engine in engines[:2]:
                engine.run()
        with Spent() as side_by_side:
            threads = [Thread(target=engine.run) for engine in engines[2:]]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        # the first round loads the compiled code
        if number:
            times = {"in_turn_s": in_turn.wall_s, "side_by_side_s": side_by_side.wall_s}
            pairs.append({**times, "cores_used": side_by_side.processor_s / side_by_side.wall_s})
    return {"rounds": pairs, "ratios": [pair["in_turn_s"] / pair["side_by_side_s"] for pair in pairs]}
