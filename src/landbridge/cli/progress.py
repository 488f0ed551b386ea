"""Progress on stderr: the stage, how far it is and how long it will take; silent where stderr is no terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from landbridge.cli.words import Words

Progress = Callable[[str, float], None]


@contextlib.contextmanager
def shown(words: Words) -> Iterator[Progress]:
    """Yield what the pipeline tells its progress to."""
    if not sys.stderr.isatty():
        yield lambda stage, done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    tasks: dict[str, int] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:

        def tell(stage: str, done: float) -> None:
            if stage not in tasks:
                for former in tasks.values():
                    bars.update(former, total=1.0, completed=1.0)  # type: ignore[arg-type]
                tasks[stage] = bars.add_task(words(f"stage.{stage}"), total=None)
            if done > 0:
                bars.update(tasks[stage], total=1.0, completed=done)  # type: ignore[arg-type]

        yield tell
