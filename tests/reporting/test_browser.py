"""The page in a browser: drawn, quiet, in two languages, on a laptop, a phone and paper."""

from __future__ import annotations

import base64
from itertools import pairwise

import pytest

from landbridge.reporting.report import report
from tests.reporting.chromium import Tab
from tests.reporting.documents import measures, network

pytestmark = pytest.mark.browser

LAPTOP = (1366, 900)
PHONE = (390, 844)


def show(tab: Tab, url: str, *, width: int = LAPTOP[0], height: int = LAPTOP[1], dark: bool = False) -> None:
    """Open the page anew."""
    tab.look(width, height, dark=dark)
    tab.ask("Page.navigate", url="about:blank")
    tab.events.clear()
    tab.open(url)


def settle(tab: Tab) -> None:
    """Wait until the page has drawn what a click asked for."""
    tab.wait("window.landbridge.ready")


def click(tab: Tab, selector: str, text: str) -> None:
    """Click the element that matches and holds the text."""
    tab.run(f"""[...document.querySelectorAll({selector!r})].find((e) => e.textContent.includes({text!r})).click()""")
    settle(tab)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_it_is_drawn_without_an_error_and_without_a_request(
    tab: Tab, url: str, language: str, size: tuple[int, int]
) -> None:
    page = f"{url}#{language}"
    show(tab, page, width=size[0], height=size[1])
    assert tab.run("window.landbridge.errors") == []
    assert tab.happened("Runtime.exceptionThrown") == []
    assert tab.happened("Runtime.consoleAPICalled") == []
    assert tab.happened("Log.entryAdded") == []
    asked = {request["request"]["url"] for request in tab.happened("Network.requestWillBeSent")}
    assert asked <= {url, "data:,"}
    assert asked


def test_a_request_would_be_refused_and_noticed(tab: Tab, url: str) -> None:
    show(tab, url)
    tab.run("fetch('https://example.invalid/').catch(() => null)")
    tab.wait("window.landbridge.errors.length > 0")
    assert "connect-src" in tab.run("window.landbridge.errors[0]")


@pytest.mark.parametrize(("language", "heading", "tag"), [("en", "Test & case", "en"), ("zh", "测试案例", "zh-Hans")])
def test_the_address_chooses_the_language(tab: Tab, url: str, language: str, heading: str, tag: str) -> None:
    show(tab, f"{url}#{language}")
    assert tab.run("document.querySelector('h1').textContent") == heading
    assert tab.run("document.documentElement.lang") == tag


def test_the_reader_changes_the_language_and_the_address_keeps_it(tab: Tab, url: str) -> None:
    show(tab, url)
    assert tab.run("document.querySelector('#output h2').textContent") == "Output by month"
    click(tab, ".languages button", "中文")
    assert tab.run("document.querySelector('#output h2').textContent") == "月度产量"
    assert tab.run("location.hash") == "#zh"
    assert tab.run("document.title") == "测试案例 · Landbridge"


def test_an_address_may_name_a_section(tab: Tab, url: str) -> None:
    show(tab, f"{url}#zh/stops")
    assert tab.run("Math.abs(document.getElementById('stops').getBoundingClientRect().top) < innerHeight / 2")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [320, 390, 768, 1366])
def test_nothing_is_wider_than_the_window(tab: Tab, url: str, language: str, width: int) -> None:
    show(tab, f"{url}#{language}", width=width)
    assert tab.run("document.documentElement.scrollWidth") <= width
    beyond = tab.run("""[...document.querySelectorAll('main *, footer *')]
        .filter((e) => !e.closest('.scroll, svg, .unseen, .switch, [hidden], details:not([open])'))
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
        .map((e) => e.tagName + '.' + e.className)""")
    assert beyond == []


def test_charts_are_charts(tab: Tab, url: str) -> None:
    show(tab, url)
    drawn = tab.run("[...document.querySelectorAll('.chart')].map((e) => e.querySelectorAll('svg path').length)")
    assert len(drawn) == 7
    assert min(drawn) > 8


def test_bars_are_as_high_as_their_figures(tab: Tab, url: str) -> None:
    show(tab, url)
    heights = tab.run("""(() => {
        const find = (colour) => [...document.querySelectorAll('#output .chart svg path')]
            .filter((e) => e.getAttribute('fill') === colour)
            .map((e) => e.getBBox().height)
            .filter((height) => height > 20);
        return [find('#0072b2'), find('#b4bac0')];
    })()""")
    electric, combustion = heights
    assert len(electric) == len(combustion) == 3
    assert electric[0] / combustion[0] == pytest.approx(330 / 370, rel=0.02)


def test_the_map_shows_rails_and_sea_ways_in_their_colours(tab: Tab, url: str) -> None:
    show(tab, url)
    found = tab.run("""(() => {
        const canvas = document.querySelector('.map canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let rail = 0, sea = 0;
        for (let at = 0; at < data.length; at += 4) {
            const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
            if (r > 180 && g < 130 && b < 90) rail += 1;
            if (r < 90 && g > 90 && g < 160 && b > 150) sea += 1;
        }
        return [rail, sea];
    })()""")
    assert found[0] > 500
    assert found[1] > 500


def test_hovering_a_lane_tells_its_flow(tab: Tab, url: str) -> None:
    show(tab, url)
    tab.run("document.querySelector('.map').scrollIntoView({block: 'center'})")
    box = tab.run(
        "(({x, y, width, height}) => [x, y, width, height])(document.querySelector('.map').getBoundingClientRect())"
    )
    spot = tab.run("""(() => {
        const canvas = document.querySelector('.map canvas');
        const [w, h] = [canvas.width, canvas.height];
        const data = canvas.getContext('2d').getImageData(0, 0, w, h).data;
        for (let x = Math.round(w * 0.45); x < w; x += 1) for (let y = 0; y < h; y += 1) {
            const at = 4 * (y * w + x);
            if (data[at] > 180 && data[at + 1] < 130 && data[at + 2] < 90) return [x, y + 1];
        }
        return null;
    })()""")
    assert spot is not None
    tab.ask("Input.dispatchMouseEvent", type="mouseMoved", x=box[0] + spot[0], y=box[1] + spot[1])
    tab.wait("!document.querySelector('.map .tip').hidden")
    told = tab.run("document.querySelector('.map .tip').innerText")
    assert "640" in told
    assert "→" in told


def test_the_map_moves_by_keyboard_and_returns(tab: Tab, url: str) -> None:
    show(tab, url)
    picture = (
        "document.querySelector('.map canvas').toDataURL().length + document.querySelector('.map canvas').toDataURL()"
    )
    before = tab.run(picture)
    tab.run("document.querySelector('.map canvas').focus()")
    for key, same in (("ArrowLeft", False), ("0", True)):
        tab.ask("Input.dispatchKeyEvent", type="keyDown", key=key, text="" if key != "0" else "0")
        settle(tab)
        assert (tab.run(picture) == before) is same


def test_the_map_prints_the_notice_of_the_case(tab: Tab, url: str) -> None:
    show(tab, url)
    corner = "document.querySelector('.map canvas').getContext('2d').getImageData(innerWidth * 0.7, {y}, 300, 18).data"
    height = tab.run("document.querySelector('.map canvas').height")
    dark = f"[...{corner.format(y=height - 24)}].filter((v, i) => i % 4 === 0 && v < 140).length"
    assert tab.run(dark) > 60


def test_names_of_the_case_are_text_never_markup(tab: Tab, url: str) -> None:
    show(tab, url)
    click(tab, "#stops .switch button", "Line")
    tab.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    assert "</script><img" in tab.run("document.querySelector('#stops').innerText")
    assert tab.run("document.querySelectorAll('img').length") == 0
    assert tab.run("window.pwned === undefined")


def test_tables_are_sorted_by_their_heads(tab: Tab, url: str) -> None:
    show(tab, url)
    models = "[...document.querySelectorAll('#published tbody tr')].map((e) => e.children[4].textContent)"
    click(tab, "#published th button", "Model")
    assert tab.run(models) == ["1,010", "910", "44", "6"]
    click(tab, "#published th button", "Model")
    assert tab.run(models) == ["6", "44", "910", "1,010"]
    sorts = "[...document.querySelectorAll('#published th')].map((e) => e.getAttribute('aria-sort'))"
    assert tab.run(sorts).count("ascending") == 1


def test_a_published_figure_opens_to_its_source(tab: Tab, url: str) -> None:
    show(tab, url)
    click(tab, "#published button.more", "Output")
    link = tab.run("(({href, rel}) => [href, rel])(document.querySelector('#published .fact a'))")
    assert link[0].startswith("https://example.org/F")
    assert "noreferrer" in link[1]


def test_only_what_matches_is_listed(tab: Tab, url: str) -> None:
    show(tab, url)
    tab.run("""(() => {
        const select = document.querySelectorAll('#published select')[1];
        select.value = 'predicted';
        select.dispatchEvent(new Event('change', {bubbles: true}));
    })()""")
    settle(tab)
    assert tab.run("document.querySelectorAll('#published tbody').length") == 2


def test_exports_are_counted_as_the_reader_chooses(tab: Tab, url: str) -> None:
    show(tab, url)
    rows = "[...document.querySelector('#trade tbody').querySelectorAll('td')].map((e) => e.textContent)"
    assert tab.run(rows) == ["Germany", "1,800", "900", "900", "3,060", "0.27", "100.0 %", "150,000"]
    click(tab, "#trade .switch button", "HS code")
    assert tab.run(rows)[0] == "870380"
    assert "CNY 3 m; provisionally secured besides: CNY 3 m" in tab.run("document.querySelector('#trade').innerText")


def test_the_chain_tells_its_local_content_and_what_is_invented(tab: Tab, url: str) -> None:
    show(tab, url)
    told = tab.run("document.querySelector('#chain').innerText")
    assert "45.0 % arose in Henan" in told
    assert "Of the 3 sites that make anything, 1 are synthetic" in told
    cells = "[...document.querySelectorAll('#chain tbody')].map((e) => e.lastElementChild.lastElementChild.textContent)"
    assert tab.run(cells) == ["0.0 %", "64.3 %"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_legend_of_several_lines_is_above_its_chart(tab: Tab, url: str, language: str) -> None:
    show(tab, f"{url}#{language}", width=320)
    boxes = tab.run("""(() => {
        const texts = [...document.querySelectorAll('#pipeline .chart text')];
        const axis = texts.find((e) => /^(Vehicles|车辆数（辆）)$/.test(e.textContent));
        const last = texts.find((e) => /At a terminal|场站作业/.test(e.textContent));
        return [last, axis].map((e) => e.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]);
    })()""")
    (_, end_of_legend), (start_of_chart, _) = boxes
    assert end_of_legend <= start_of_chart


def test_a_figure_of_another_basis_is_in_brackets(tab: Tab, url: str) -> None:
    show(tab, url)
    assert tab.run("document.querySelectorAll('#published .indicative').length") == 1


def test_chinese_figures_are_in_wan_and_yi(tab: Tab, url: str) -> None:
    show(tab, f"{url}#zh")
    assert "61 亿元" in tab.run("document.querySelector('#headline').innerText")
    show(tab, f"{url}#en")
    assert "6.1 billion CNY" in tab.run("document.querySelector('#headline').innerText")


def test_it_follows_the_reader_s_dark_scheme_and_prints_light(tab: Tab, url: str) -> None:
    show(tab, url, dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert tab.run(ground) == "rgb(16, 23, 29)"
    paper = "document.querySelector('.map canvas').getContext('2d').getImageData(3, 150, 1, 1).data[0]"
    assert tab.run(paper) < 60
    tab.run("dispatchEvent(new Event('beforeprint'))")
    settle(tab)
    assert tab.run(paper) > 200
    tab.run("dispatchEvent(new Event('afterprint'))")


def test_it_prints(tab: Tab, url: str) -> None:
    show(tab, url)
    tab.ask("Emulation.setEmulatedMedia", media="print")
    tab.ask("Emulation.setDeviceMetricsOverride", width=720, height=1000, deviceScaleFactor=1, mobile=False)
    assert tab.run("document.documentElement.scrollWidth") <= 720
    assert tab.run("getComputedStyle(document.querySelector('.top nav')).display") == "none"
    heights = tab.run("[...document.querySelectorAll('.chart')].map((e) => e.getBoundingClientRect().height)")
    assert min(heights) > 40
    hidden = tab.run("['.zoom', '.hint', '.controls'].map((s) => getComputedStyle(document.querySelector(s)).display)")
    assert set(hidden) == {"none"}
    tab.ask("Emulation.setEmulatedMedia", media="")
    pages = base64.b64decode(tab.ask("Page.printToPDF", printBackground=True)["data"])
    assert pages.count(b"/Type /Page\n") >= 2


def test_headings_step_down_one_by_one_and_every_control_has_a_name(tab: Tab, url: str) -> None:
    show(tab, url)
    levels = tab.run("[...document.querySelectorAll('h1,h2,h3')].map((e) => Number(e.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    unnamed = tab.run("""[...document.querySelectorAll(
            'button, select, canvas, .chart, nav, [role=region], [role=group]')]
        .filter((e) => !(e.tagName === 'BUTTON' && e.textContent.trim()))
        .filter((e) => !e.ariaLabel && !(e.labels && e.labels.length))
        .map((e) => e.outerHTML.slice(0, 80))""")
    assert unnamed == []


def test_every_chart_has_its_table(tab: Tab, url: str) -> None:
    show(tab, url)
    bare = tab.run("""[...document.querySelectorAll('main section')]
        .filter((e) => e.querySelector('.chart, canvas') && !e.querySelector('table')).map((e) => e.id)""")
    assert bare == []


def test_a_run_without_stops_says_so(tab: Tab, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = report(network(), measures(stops=False), tmp_path_factory.mktemp("quiet"))
    show(tab, path.as_uri())
    assert "No line stood." in tab.run("document.querySelector('#stops').innerText")
    assert tab.run("window.landbridge.errors") == []


def test_an_empty_run_is_still_a_page(tab: Tab, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = type(measures()).of({})
    path = report(type(network()).of({}), empty, tmp_path_factory.mktemp("empty"))
    show(tab, path.as_uri())
    assert tab.run("window.landbridge.errors") == []
    assert tab.run("document.querySelectorAll('h2').length") >= 1
