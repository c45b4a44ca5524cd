"""Pages in a real browser: whole, quiet, narrow, by keyboard and link, for everyone, and on paper."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.filterwarnings("default")

REPORT = "2023/report/en/index.html"
KAZAKH = "2023/report/kk/index.html"
PAGES = ["index.html", REPORT, "2023/report/kk/summary.html", "2023/notebooks/en/culture.html"]
BAD = """<!doctype html><html><title>Bad</title><img src="https://example.org/a.png">
<p style="color:#ccc;background:#fff;width:900px">Faint, and too wide</p>
<main><div style="overflow-x:auto;width:90px"><p style="width:200px">Wide</p></div></main><script>console.error("Broken")</script>"""
#: Height and width of what is printed on A4 within the margins of the style, in CSS pixels.
PAPER_WIDTH, PAPER_HEIGHT = 170 * 96 / 25.4, 251 * 96 / 25.4
NO_SUCH_PLACE = """[...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href'))
    .filter(place => !document.getElementById(decodeURIComponent(place.slice(1))))"""
#: Boxes that a reader must scroll sideways to see whole, but for tables that are folded.
SCROLLED = """[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && !e.closest('details')).map(e => e.outerHTML.slice(0, 200))"""
TOO_TALL = "height => [...document.querySelectorAll('main figure')].filter(f => f.offsetHeight > height).length"


def overflow(page: Page) -> int:
    """Pixels that a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def violations(page: Page) -> list[str]:
    """What axe-core finds serious."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_asks_for_nothing(reader: Callable, results: Path, path: str) -> None:
    visitor = reader()
    if path == REPORT:
        visitor.explore(results / path)
    else:
        visitor.open(results / path)
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.faults == []


@pytest.mark.parametrize("path", PAGES)
def test_a_telephone_scrolls_one_way(reader: Callable, results: Path, path: str) -> None:
    page = reader(width=360).open(results / path)
    assert overflow(page) <= 0
    assert page.evaluate(SCROLLED) == []
    if path == REPORT:
        page = reader(width=360).explore(results / path, "#explorer?source=survey&by=region")
        assert overflow(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(reader: Callable, results: Path, path: str, scheme: str) -> None:
    visitor = reader(color_scheme=scheme)
    page = visitor.explore(results / path) if path == REPORT else visitor.open(results / path)
    assert violations(page) == []


def test_the_checks_see_faults(reader: Callable, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(BAD, encoding="utf-8")
    visitor = reader(width=360)
    page = visitor.open(tmp_path / "bad.html")
    assert "Broken" in visitor.faults
    assert "asks for https://example.org/a.png" in visitor.faults
    assert overflow(page) > 0
    assert len(page.evaluate(SCROLLED)) == 1
    assert {fault.split(":")[0] for fault in violations(page)} >= {"color-contrast", "html-has-lang", "image-alt"}


@pytest.mark.parametrize("path", PAGES)
def test_headings_and_names_are_in_order(reader: Callable, results: Path, path: str) -> None:
    page = reader().open(results / path)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    names = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", [REPORT, KAZAKH])
def test_a_report_weighs_at_most_4_mb(results: Path, path: str) -> None:
    assert (results / path).stat().st_size <= 4_000_000


def test_charts_are_drawn_at_once(reader: Callable, results: Path) -> None:
    page = reader().open(results / REPORT)
    assert page.locator("#explorer svg polygon.outline").count() == 2
    expect(page.locator("#explorer .said")).to_contain_text("Hierarchy")


def test_the_explorer_follows_the_keyboard(reader: Callable, results: Path) -> None:
    page = reader().explore(results / REPORT)
    said, kite = page.locator("#explorer .said"), page.locator("#explorer .kite")
    expect(said).to_contain_text("Survey, Everyone. Now, Overall: the leading type is Hierarchy")
    expect(said).to_contain_text("Preferred, Overall: the leading type is Clan")
    before = kite.inner_html()
    page.get_by_label("Dimension", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("Preferred, Characteristics")
    assert "dimension=dominant_characteristics" in page.url
    assert kite.inner_html() != before


def test_two_groups_stand_side_by_side(reader: Callable, results: Path) -> None:
    page = reader().explore(results / REPORT, "#explorer?source=survey&by=position&group=middle_managers")
    names = page.locator("#explorer .kite h3")
    expect(names).to_have_text(["Middle managers", "Everyone"])
    page.get_by_label("Compare with", exact=True).select_option("specialists")
    expect(names).to_have_text(["Middle managers", "Specialists"])
    assert "with=specialists" in page.url
    page.get_by_text("The same figures as a table").click()
    expect(page.locator("#explorer th.group, #explorer th.other")).to_have_text(["Middle managers", "Specialists", "n"])
    page.get_by_label("Group", exact=True).select_option("specialists")
    expect(names).to_have_text(["Specialists", "Everyone"])


def test_statements_stand_from_the_highest_to_the_lowest(reader: Callable, results: Path) -> None:
    page = reader().explore(results / REPORT, "#explorer?source=survey&by=body&group=local")
    rows = page.locator("#explorer .statements .row p span").all_inner_texts()
    means = [float(row.split()[0]) for row in rows]
    assert len(means) == 29
    assert means == sorted(means, reverse=True)


def test_the_explorer_follows_the_link_and_the_way_back(reader: Callable, results: Path) -> None:
    choice = "#explorer?source=survey&by=position&group=middle_managers&with=all&dimension=leadership"
    page = reader().explore(results / REPORT, choice)
    said = page.locator("#explorer .said")
    expect(said).to_contain_text("Survey, Middle managers. Now, Leadership")
    expect(page.get_by_label("Group", exact=True)).to_have_value("middle_managers")
    page.get_by_label("Group", exact=True).select_option("specialists")
    expect(said).to_contain_text("Survey, Specialists. Now, Leadership")
    page.go_back()
    expect(said).to_contain_text("Survey, Middle managers. Now, Leadership")
    expect(page.get_by_label("Group", exact=True)).to_have_value("middle_managers")


@pytest.mark.parametrize(
    "asked",
    [
        "source=constructor",
        "by=__proto__",
        "source=nobody&by=region&group=__proto__",
        "with=toString",
        "%E0%A4%A",
        "=&=&dimension",
    ],
)
def test_a_link_to_what_is_not_there_changes_nothing(reader: Callable, results: Path, asked: str) -> None:
    visitor = reader()
    page = visitor.explore(
        results / REPORT, "#explorer?source=survey&by=body&group=local&with=central&dimension=leadership"
    )
    before = page.locator("#explorer .tool").inner_text()
    page.evaluate("asked => { location.hash = `#explorer?${asked}`; }", asked)
    page.wait_for_function("document.getElementById('explorer').dataset.shown === location.hash")
    kept = page.locator("#explorer .tool").inner_text()
    assert kept == before if "by=region" not in asked else "Survey" in kept
    fresh = reader()
    assert "Survey" in fresh.explore(results / REPORT, f"#explorer?{asked}").locator("#explorer .said").inner_text()
    assert visitor.faults == fresh.faults == []


def test_a_group_that_is_not_in_the_tables_is_not_offered(reader: Callable, results: Path) -> None:
    page = reader().explore(results / REPORT, "#explorer?source=focus_group&by=region&group=abai")
    expect(page.locator("#explorer .said")).to_contain_text("Focus group")
    assert "Abai" not in page.locator("#choose-group option").all_inner_texts()


def test_numbers_are_written_as_the_language_writes_them(reader: Callable, results: Path) -> None:
    page = reader().explore(results / KAZAKH, "#explorer?source=survey&by=all")
    said = page.locator("#explorer .said").inner_text()
    assert re.search(r"\[−\d+,\d; −\d+,\d\]", said)
    assert not re.search(r"\d\.\d", said)
    assert re.search(r"\d,\d", page.locator("#explorer .kite").text_content())


def test_every_figure_of_the_charts_stands_in_the_table(reader: Callable, results: Path) -> None:
    page = reader().explore(results / REPORT, "#explorer?source=survey&by=body&group=local")
    page.get_by_text("The same figures as a table").click()
    table = page.locator("#explorer tbody").inner_text()
    drawn = page.locator("#explorer .row p span, #explorer .kite p span").all_inner_texts()
    assert len(drawn) > 2 * 8 + 29
    assert [figure for figure in drawn if figure.strip() not in table] == []


def test_no_figure_is_cut_on_paper(reader: Callable, results: Path) -> None:
    visitor = reader(width=round(PAPER_WIDTH))
    page = visitor.open(results / REPORT)
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelectorAll('main figure').length") > 10
    assert page.evaluate(TOO_TALL, PAPER_HEIGHT) == 0
    assert page.evaluate(TOO_TALL, 100) > 0  # the check sees tall ones
    assert page.evaluate("getComputedStyle(document.querySelector('main figure')).breakInside") == "avoid"
    assert overflow(page) <= 0
    expect(page.locator("#explorer .tool")).to_be_hidden()
    expect(page.locator("#explorer .print-note")).to_be_visible()


def test_figures_are_numbered_through(reader: Callable, results: Path) -> None:
    """Counters that restart in each chapter, as inside contained elements, would all say 1."""
    page = reader().open(results / REPORT)
    style = "getComputedStyle(document.querySelector('figcaption'), '::before').content"
    assert page.evaluate(style) == '"Figure " counter(figure) ". "'
    contained = "[...document.querySelectorAll('main *')].filter(e => getComputedStyle(e).contain !== 'none').length"
    assert page.evaluate(contained) == 0


def test_every_link_leads_somewhere(reader: Callable, results: Path) -> None:
    visitor = reader()
    lost = []
    for path in results.rglob("*.html"):
        page = visitor.open(path)
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        files = {link.partition("#")[0] for link in links if link.startswith("file:")}
        lost += [link for link in files if not Path(unquote(link.removeprefix("file://"))).exists()]
        lost += page.evaluate(NO_SUCH_PLACE)
        assert len(links) > 3
    assert lost == []
    page = visitor.open(results / "index.html")
    assert page.locator("main a").count() > 20
    page.get_by_role("link", name="Қазақ тілі").first.click()
    page.get_by_role("link", name="English").click()
    assert page.url.endswith(REPORT)
