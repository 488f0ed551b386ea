"""The flagship case's page: small enough to send by mail, and fit for a laptop and a phone in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from landbridge.cases import find_case
from landbridge.measurement.measure import measure
from landbridge.network.compile import compile_network
from landbridge.planning.given import given
from landbridge.reporting.report import report
from landbridge.simulation.simulate import simulate
from landbridge.tables.case import read_case
from tests.reporting.chromium import Tab
from tests.reporting.test_browser import show

LARGEST = 1_500_000


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = read_case(find_case("henan"))
    network = compile_network(case)
    plan = given(network)
    measures = measure(network, plan, simulate(network, plan, case.settings.seed))
    return report(network, measures, tmp_path_factory.mktemp("henan"))


def test_it_keeps_its_size(page: Path) -> None:
    assert page.stat().st_size <= LARGEST


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [390, 1366])
def test_it_is_drawn_and_fits(tab: Tab, page: Path, language: str, width: int) -> None:
    show(tab, f"{page.as_uri()}#{language}", width=width)
    assert tab.run("window.landbridge.errors") == []
    assert tab.run("document.documentElement.scrollWidth") <= width
    assert tab.run("document.querySelectorAll('.chart svg').length") >= 5
    assert tab.run("document.querySelectorAll('.card').length") >= 8


@pytest.mark.browser
def test_no_code_is_left_without_a_word(tab: Tab, page: Path) -> None:
    """What has no word is shown as its code, in small Latin letters: none is left in what the Chinese page tells."""
    show(tab, f"{page.as_uri()}#zh")
    tab.run("document.querySelectorAll('button.all').forEach((button) => button.click())")
    told = tab.run("""[...document.querySelectorAll('.card, #published tbody, #about .pair table, #corridor table td')]
        .map((e) => e.textContent)""")
    assert len(told) > 60
    assert [text for text in told if re.search("[a-z]{4,}", text)] == []
