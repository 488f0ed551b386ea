"""Where the records of a CSV file lie: found by counting quotation marks, commas and line ends in bulk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _COMMA, _NEWLINE = b'",\n'
_CHUNK = 1 << 24


@dataclass(frozen=True)
class Layout:
    """The records of a file; a record may hold line ends within quotation marks.

    Parameters
    ----------
    cells
        int32 (records): how many cells each has.
    lines
        int64 (records): the physical line each begins in, from 1.
    ends
        int64 (records): the byte just after each, its line end included.
    closed
        Whether the last quotation mark is matched.
    """

    cells: npt.NDArray[np.int32]
    lines: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    closed: bool


def lay_out(data: npt.NDArray[np.uint8]) -> Layout:
    """Find the records.

    Parameters
    ----------
    data
        uint8 (bytes): the whole file.

    Notes
    -----
    A comma or line end counts where an even number of quotation marks stands before it (RFC 4180). The file is taken
    in pieces of 16 MiB, so that little more than the result is held.

    Examples
    --------
    >>> layout = lay_out(np.frombuffer(b'a,b\\n1,"x\\ny"\\n2', np.uint8))
    >>> layout.cells.tolist(), layout.lines.tolist(), layout.ends.tolist()
    ([2, 2, 1], [1, 2, 4], [4, 12, 13])
    """
    cells, last_lines, ends = [np.empty(0, np.int32)], [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    inside, pending, lines = False, 0, 0
    for offset in range(0, data.size, _CHUNK):
        piece = data[offset : offset + _CHUNK]
        newline = piece == _NEWLINE
        events, after = _events(piece, newline, inside)
        at_end = np.flatnonzero(newline[events])
        record_ends = events[at_end]
        counted = np.diff(at_end, prepend=-1).astype(np.int32)
        if counted.size:
            counted[0] += pending
            pending = 0
        pending += events.size - (int(at_end[-1]) + 1 if at_end.size else 0)
        all_ends = np.flatnonzero(newline)
        numbers = (
            np.arange(1, record_ends.size + 1)
            if all_ends.size == record_ends.size
            else np.searchsorted(all_ends, record_ends, side="right")
        )
        cells.append(counted)
        last_lines.append(numbers + lines)
        ends.append(record_ends + offset + 1)
        lines += all_ends.size
        inside = after
    if data.size and (not ends[-1].size or int(ends[-1][-1]) < data.size):
        cells.append(np.array([pending + 1], np.int32))
        last_lines.append(np.array([lines + 1], np.int64))
        ends.append(np.array([data.size], np.int64))
    last = np.concatenate(last_lines)
    first = np.concatenate([np.ones(min(1, last.size), np.int64), last[:-1] + 1])
    return Layout(np.concatenate(cells), first, np.concatenate(ends), not inside)


def _events(
    piece: npt.NDArray[np.uint8], newline: npt.NDArray[np.bool_], inside: bool
) -> tuple[npt.NDArray[np.int64], bool]:
    """Positions of the commas and line ends outside quotation marks, and whether the piece ends inside them."""
    marks = piece == _COMMA
    marks |= newline
    quotes = piece == _QUOTE
    if not quotes.any():
        return (np.empty(0, np.int64) if inside else np.flatnonzero(marks)), inside
    within = np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)
    if inside:
        within = ~within
    return np.flatnonzero(marks & ~within), bool(within[-1])
