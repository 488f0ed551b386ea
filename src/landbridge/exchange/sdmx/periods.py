"""Periods as SDMX writes them, with their frequency."""

from __future__ import annotations

import re
from datetime import date

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def spelt(period: str) -> tuple[str, str]:
    """The frequency and the time period of a period as the measures write it.

    Parameters
    ----------
    period
        ``2024``, ``2024-03``, ``2024-03-31``, or two months or days with a slash between them.

    Returns
    -------
    tuple of str
        A code of CL_FREQ and an SDMX time period; a span becomes its first day and its length (ISO 8601).

    Examples
    --------
    >>> spelt("2024"), spelt("2024-03"), spelt("2024-03-31")
    (('A', '2024'), ('M', '2024-03'), ('D', '2024-03-31'))
    >>> spelt("2024-01/2024-09"), spelt("2024-01-15/2024-02-13")
    (('_O', '2024-01-01/P9M'), ('_O', '2024-01-15/P30D'))
    """
    first, slash, last = period.partition("/")
    if not slash:
        return {4: "A", 7: "M"}.get(len(period), "D"), period
    begin, end = _MONTH.fullmatch(first), _MONTH.fullmatch(last)
    if begin and end:
        months = (int(end[1]) - int(begin[1])) * 12 + int(end[2]) - int(begin[2]) + 1
        return "_O", f"{first}-01/P{months}M"
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return "_O", f"{first}/P{days}D"
