"""A browser for the page's tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from landbridge.reporting.report import report
from tests.reporting.chromium import Tab, browse, find_chromium
from tests.reporting.documents import measures, network


@pytest.fixture(scope="session")
def tab() -> Iterator[Tab]:
    """One tab for all tests; without a browser they are skipped, but on a build machine they fail."""
    executable = find_chromium()
    if executable is None:
        message = "no Chromium found (set CHROMIUM to its path): the page is not looked at"
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(message)
        pytest.skip(message)
    with browse(executable) as found:
        yield found


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the documents written by hand, opened from the disk."""
    notice = {"map_notice": "Map notice 0000"}
    path: Path = report(network(**notice), measures(), tmp_path_factory.mktemp("page"), "en")
    return path.as_uri()
