"""The one file: nothing can break out of its data, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from landbridge.cases import find_case
from landbridge.network.compile import compile_network
from landbridge.reporting.page import embed
from landbridge.reporting.report import report
from landbridge.tables.case import read_case
from tests.reporting.documents import NASTY, measures, network


class Scripts(HTMLParser):
    """Collects every element, and the text of the scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str | None, str]] = []
        self._inside: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self._inside, self._text = dict(attrs).get("id") or "", ""

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._inside is not None:
            self.scripts.append((self._inside, self._text))
            self._inside = None


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("run")
    path = report(network(), measures(), folder, "zh")
    assert path == folder / "report.html"
    return path.read_text(encoding="utf-8")


def parse(page: str) -> Scripts:
    parser = Scripts()
    parser.feed(page)
    return parser


def test_data_cannot_end_its_script() -> None:
    text = embed({"name": NASTY, "more": "<!-- <script>", "line": "\u2029"})
    assert "<" not in text
    assert "\u2028" not in text
    assert "\u2029" not in text
    assert json.loads(text)["name"] == NASTY


def test_the_page_holds_four_scripts_and_no_other_element_of_the_case(page: str) -> None:
    parser = parse(page)
    assert [name for name, _ in parser.scripts] == ["payload", "words", "land", ""]
    assert not [element for element in parser.elements if element[0] == "img"]
    assert json.loads(parser.scripts[0][1])["names"]["sites"]["works"][0] == NASTY


def test_only_its_own_script_may_run_and_nothing_may_be_fetched(page: str) -> None:
    parser = parse(page)
    policy = next(a["content"] for t, a in parser.elements if a.get("http-equiv") == "Content-Security-Policy")
    script = parser.scripts[-1][1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy is not None
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe-eval" not in policy


def test_no_element_points_anywhere(page: str) -> None:
    for tag, attributes in parse(page).elements:
        for name in ("src", "href", "srcset", "data", "action"):
            assert attributes.get(name, "data:,") == "data:,", (tag, attributes)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_it_opens_in_the_language_asked_for(page: str) -> None:
    assert '<html lang="zh-Hans">' in page
    assert "<title>测试案例</title>" in page


def test_titles_are_escaped(tmp_path: Path) -> None:
    page = report(network(), measures(), tmp_path, "en").read_text(encoding="utf-8")
    assert "<title>Test &amp; case</title>" in page


def test_the_same_run_gives_the_same_page(tmp_path: Path) -> None:
    one = report(network(), measures(), tmp_path / "one")
    other = report(network(), measures(), tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()


def test_other_languages_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fr"):
        report(network(), measures(), tmp_path / "run", "fr")
    assert not (tmp_path / "run").exists()


def test_an_office_s_own_base_map_takes_the_place_of_the_coastlines(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[110, 30], [120, 30], [120, 40], [110, 30]]]}
    settings = {"basemap": json.dumps(shape), "map_notice": "审图号 GS(0000)0000"}
    parser = parse(report(network(**settings), measures(), tmp_path).read_text(encoding="utf-8"))
    scripts = dict(parser.scripts)
    assert json.loads(scripts["basemap"]) == shape
    assert "land" not in scripts
    assert json.loads(scripts["payload"])["corridor"]["notice"] == "审图号 GS(0000)0000"


def test_a_case_s_map_settings_reach_the_page(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(find_case("starter"), case)
    (case / "land.geojson").write_text('{"type":"Point","coordinates":[80,13]}', encoding="utf-8")
    settings = case / "case.toml"
    own = '\n[map]\nbasemap = "land.geojson"\nmap_notice = "Notice 7"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    compiled = compile_network(read_case(case))
    assert compiled.settings["map_notice"] == "Notice 7"
    assert json.loads(compiled.settings["basemap"])["type"] == "Point"
