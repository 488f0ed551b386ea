"""Measures → one page that a browser opens from the disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from landbridge.documents import Measures, Network
from landbridge.reporting.page import build_page
from landbridge.reporting.payload import gather
from landbridge.reporting.words import read_words

_NOTHING: Mapping[str, Any] = MappingProxyType({})
FILE = "report.html"


def report(
    network: Network, measures: Measures, folder: Path, language: str = "en", made_by: Mapping[str, Any] = _NOTHING
) -> Path:
    """Write the page.

    Parameters
    ----------
    network, measures
        Of one run. The network's settings may hold ``map_notice``, a text to print on the map, and ``basemap``,
        GeoJSON to draw below it instead of the coastlines.
    folder
        Where ``report.html`` is written; made if it is not there.
    language
        Language the page opens in, ``en`` or ``zh``; the reader can change it.
    made_by
        Of the run: ``version``, ``seed`` and ``inputs`` (SHA-256 of the inputs), for the page's foot.

    Returns
    -------
    Path
        Of the page: one file, which makes no request to anywhere.

    Raises
    ------
    ValueError
        If the page is not written in that language.
    """
    read_words(language)
    page = build_page(gather(network, measures, language, made_by), network.settings.get("basemap"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(page, encoding="utf-8", newline="\n")
    return path
