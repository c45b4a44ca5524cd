"""Pages: notebooks executed the same way each time, nothing loaded from outside, text escaped."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from competing_values.report import pages
from competing_values.report.emphasis import marked

NOTEBOOK = """# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # For whoever goes on from here

# %% tags=["parameters"]
language = "en"

# %%
from IPython.display import HTML, Markdown, display

display(Markdown(f"### Said in {language}"), HTML("<table><tr><td>one</td></tr></table>"))
print("Mind this", file=__import__("sys").stderr)
"""
HOSTILE = '<b>Values & "culture"</b><script>alert(1)</script>'
OUTSIDE = re.compile(
    r"""(?:src|href|action|data|poster)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?(?!["']?data:)""", re.I
)
EXPLORER = {"colours": {"clan": "#E69F00"}, "sources": {"survey": HOSTILE}}
pytestmark = pytest.mark.filterwarnings("default")  # those of the kernel's own packages


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small notebook, executed with a parameter."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "small.py").write_text(NOTEBOOK, encoding="utf-8")
    with pages.kernel(pytest.fail) as kernel:
        pages.execute(str(folder / "small.py"), {"language": "kk"}, folder / "small.ipynb", kernel)
    return folder / "small.ipynb"


def publication(**changes: Any) -> dict[str, Any]:
    """What a study says of itself, as far as pages read it."""
    return {
        "wave": "2023",
        "title": {"en": HOSTILE, "kk": HOSTILE},
        "appearance": {"accent": None, "accent_in_dark": None, "logo": None},
        "simulated": ["survey"],
        "min_cell": 10,
        "labels": {"en": {"source.survey": HOSTILE}, "kk": {"source.survey": HOSTILE}},
        "tables": ["flow", "sector_scores"],
        "chapters": ["summary", "sectors"],
    } | changes


def page(here: str, **changes: Any) -> str:
    bodies = {"summary": "<p>In short</p>", "sectors": "<p>Sectors</p>"}
    shown = bodies if here == "all" else {here: bodies[here]}
    return pages.page(publication(**changes), ["en", "kk"], "kk", list(bodies), shown, here)


def test_parameters_reach_the_notebook(executed: Path):
    assert "Said in kk" in pages.body(executed)


def test_code_and_prompts_are_not_shown(executed: Path):
    body = pages.body(executed)
    assert "import" not in body
    assert "Mind this" not in body
    assert "Out[" not in body
    assert "<td>one</td>" in body


def test_what_is_written_between_cells_is_for_the_notebook_alone(executed: Path):
    assert "For whoever goes on" in executed.read_text(encoding="utf-8")
    body = pages.body(executed)
    assert "For whoever goes on" not in body
    assert "Said in kk</h3>" in body  # Markdown that a cell shows


def test_executing_again_gives_the_same_bytes(executed: Path):
    again = executed.with_name("again.ipynb")
    with pages.kernel(pytest.fail) as kernel:
        pages.execute(str(executed.with_name("small.py")), {"language": "kk"}, again, kernel)
    assert again.read_bytes() == executed.read_bytes()
    assert pages.body(again) == pages.body(executed)


def test_a_notebook_names_neither_time_nor_machine(executed: Path):
    text = executed.read_text(encoding="utf-8")
    assert "papermill" not in nbformat.read(executed, as_version=4).metadata
    assert "start_time" not in text
    assert str(executed.parent) not in text


def test_a_cell_that_fails_leaves_no_notebook(tmp_path: Path):
    (tmp_path / "failing.py").write_text(NOTEBOOK + "\n# %%\n1 / 0\n", encoding="utf-8")
    with pages.kernel(pytest.fail) as kernel, pytest.raises(Exception, match="ZeroDivisionError"):
        pages.execute(str(tmp_path / "failing.py"), {}, tmp_path / "failing.ipynb", kernel)
    assert [path.name for path in tmp_path.iterdir()] == ["failing.py"]


def test_pages_load_nothing_from_outside(executed: Path):
    whole = pages.page(
        publication(), ["kk"], "kk", ["summary"], {"summary": pages.body(executed)}, here="all", explorer=EXPLORER
    )
    scripts = re.compile(r"<script\b.*?</script>", re.DOTALL)  # what these ask for, a browser sees: tests/browser
    for html in (
        scripts.sub("", whole),
        page("sectors"),
        pages.index({"2023": publication()}, ["en", "kk"], pages.TITLES | TABLES),
    ):
        assert not OUTSIDE.search(html)


TABLES = {
    "flow": "Rows",
    "sector_scores": "Sectors",
    "wave_change": "Change",
    "wave_comparability": "Comparable",
    "wave_profile": "Profile",
}


def test_the_check_sees_an_address():
    for loaded in ('<img src="https://x.org/a">', "<a href=//x.org>", "@import 'a'", "url(http://x.org)"):
        assert OUTSIDE.search(loaded)
    assert not OUTSIDE.search('<img src="data:image/svg+xml;base64,AA//"><a href="../a.html">')


@pytest.mark.parametrize("here", ["all", "sectors"])
def test_titles_and_labels_are_escaped(here: str):
    html = page(here)
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3  # title, header, banner
    assert "&lt;script&gt;" in pages.index({"2023": publication()}, ["en", "kk"], TABLES)


@pytest.mark.parametrize(("simulated", "said"), [(["survey"], True), ([], False)])
def test_simulated_data_are_announced(simulated: list[str], said: bool):
    index = pages.index({"2023": publication(simulated=simulated)}, ["en", "kk"], TABLES)
    for html in (page("all", simulated=simulated), page("sectors", simulated=simulated), index):
        assert ('<p class="simulated">' in html) == said


@pytest.mark.parametrize(("min_cell", "said"), [(1, True), (2, False)])
def test_results_that_are_not_protected_say_so_on_every_page(min_cell: int, said: bool):
    index = pages.index({"2022": publication(), "2023": publication(min_cell=min_cell)}, ["en"], TABLES)
    assert ('<p class="confidential"><strong>Not protected, confidential.</strong>' in index) == said
    for html in (page("all", min_cell=min_cell), page("sectors", min_cell=min_cell)):
        assert ("<strong>Қорғалмаған, құпия.</strong>" in html) == said


def test_a_report_holds_all_chapters_in_order_with_a_list():
    html = page("all")
    assert html.index('id="summary"') < html.index('id="sectors"')
    assert 'href="#sectors"' in html
    assert '<html lang="kk">' in html
    assert 'href="#content"' in html


def test_a_report_leads_to_the_other_languages():
    assert 'href="../en/index.html"' in page("all")
    assert 'href="../en/sectors.html"' in page("sectors")
    assert 'lang="kk" hreflang="kk" href="../kk/index.html" aria-current="true"' in page("all")


def test_the_explorer_follows_the_results_and_cannot_end_its_script():
    bodies = {"summary": "<p>In short</p>", "sectors": "<p>Sectors</p>", "methods": "<p>Methods</p>"}
    html = pages.page(publication(), ["kk"], "kk", list(bodies), bodies, "all", explorer=EXPLORER)
    assert html.index('id="sectors"') < html.index('id="explorer"') < html.index('id="methods"')
    assert "<script>alert" not in html
    assert html.lower().count("<script") == html.lower().count("</script>")
    assert 'id="explorer"' not in page("all")


def test_names_are_not_taken_twice(executed: Path):
    assert not re.search(r"<(div|h\d)[^>]* id=", pages.body(executed))


def test_the_index_leads_to_every_language_chapter_and_table():
    html = pages.index({"2023": publication()}, ["en", "kk"], TABLES)
    links = set(re.findall(r'href="([^"#]+)"', html))
    for language in ("en", "kk"):
        assert f"2023/report/{language}/index.html" in links
        assert f"2023/notebooks/{language}/sectors.html" in links
        assert f"2023/report/{language}/figures_and_tables.zip" in links
    assert {"2023/tables/flow.csv", "2023/tables/sector_scores.csv", "2023/tables/README.md"} <= links


def test_the_index_leads_to_changes_between_waves_where_there_are_two():
    one, two = (
        pages.index({wave: publication(wave=wave) for wave in waves}, ["en", "kk"], TABLES)
        for waves in (["2023"], ["2023", "2024"])
    )
    links = {f"trends/notebooks/{language}/trends.html" for language in ("en", "kk")} | {
        "trends/tables/wave_change.csv",
        "trends/tables/wave_comparability.csv",
        "trends/tables/wave_profile.csv",
    }
    assert links <= set(re.findall(r'href="([^"#]+)"', two))
    assert "trends/" not in one


def test_the_newest_wave_comes_first_with_its_picture_and_details_are_folded() -> None:
    bodies = {"summary": '<div class="first-screen"><figure id="f"><img alt="Clan leads" src="data:image/svg+xml,a"/></figure></div>'}  # fmt: skip
    report = pages.page(publication(), ["en"], "en", ["summary"], bodies, "all")
    picture = pages.first_picture(report)
    assert picture == '<img alt="Clan leads" src="data:image/svg+xml,a"/>'
    html = pages.index({wave: publication(wave=wave) for wave in ("2023", "2024")}, ["en"], TABLES, picture)
    order = ['id="wave-2024"', picture, "2024/report/en/summary.html", "2024/tables/flow.csv", 'id="trends"', 'id="wave-2023"']  # fmt: skip
    places = [html.index(one) for one in order]
    assert places == sorted(places)
    assert html.count(picture) == 1
    for path in ("2024/tables/flow.csv", "2024/notebooks/en/sectors.html"):
        before = html[: html.index(path)]
        assert before.count("<details>") == before.count("</details>") + 1
    assert pages.first_picture(page("all")) == ""


@pytest.mark.parametrize("pdf", [True, False])
def test_pdfs_are_linked_only_where_they_are_made(pdf: bool) -> None:
    bodies = {"summary": "<p>In short</p>"}
    report = pages.page(publication(), ["en"], "en", ["summary"], bodies, "all", pdf=pdf)
    index = pages.index({"2023": publication()}, ["en"], TABLES, pdf=pdf)
    for html, folder in ((report, ""), (index, "2023/report/en/")):
        for name in ("report.pdf", "summary.pdf"):
            assert (f'href="{folder}{name}"' in html) == pdf
        assert f'href="{folder}figures_and_tables.zip"' in html
    assert ".pdf" not in page("sectors")


def test_a_sheet_holds_the_first_screen_and_what_to_do() -> None:
    html = pages.sheet(
        publication(), "kk", "<p>In short</p>", [marked("*More* of <b>clan</b>"), ""], marked("Source: *A*")
    )
    assert "<p>In short</p>" in html
    assert html.count("<p><em>More</em> of &lt;b&gt;clan&lt;/b&gt;</p>") == 1
    assert "Source: <em>A</em>" in html
    assert html.count('class="simulated"') == 1
    assert "<script>alert" not in html
    assert '<html lang="kk">' in html


def test_a_page_that_stands_alone_lists_no_chapters():
    html = pages.page(publication(), ["kk"], "kk", ["trends"], {"trends": "<p>Changed</p>"}, here="trends")
    assert "<nav" not in html
    assert "report/" not in html
    assert "<nav" in page("sectors")


@pytest.mark.parametrize(
    ("here", "bodies", "led"),
    [
        ("all", ("summary", "sectors"), '<a class="shown" href="#figure-s">S</a> F'),
        ("summary", ("summary",), '<a class="shown" href="sectors.html#figure-s">S</a> <a class="shown" href="flow.html#figure-f">F</a>'),
    ],
)  # fmt: skip
def test_a_link_to_a_figure_leads_within_the_page_or_to_its_chapter(here: str, bodies: tuple[str, ...], led: str):
    links = '<a class="shown" href="sectors.html#figure-s">S</a> <a class="shown" href="flow.html#figure-f">F</a>'
    parts = {"summary": links, "sectors": '<figure id="figure-s"></figure>'}
    html = pages.page(publication(), ["kk"], "kk", ["summary", "sectors"], {name: parts[name] for name in bodies}, here)
    assert led in html


def test_a_logo_and_an_accent_stand_on_every_page() -> None:
    own = {"accent": "#005EA2", "accent_in_dark": "#78aace", "logo": "data:image/svg+xml;base64,PHN2Zy8+"}
    with_own = [
        page("all", appearance=own),
        page("sectors", appearance=own),
        pages.index({"2022": publication(), "2023": publication(appearance=own)}, ["en", "kk"], TABLES),
    ]
    for html in with_own:
        header = html[html.index("<header") : html.index("</header>")]
        assert f'<img src="{own["logo"]}" alt="' in header
        light, dark = re.findall(r":root { --accent: (.*?); }", html)
        assert (light, dark) == (own["accent"], own["accent_in_dark"])
        assert html.index(light) < html.index("prefers-color-scheme: dark) { :root") < html.index(dark)
    assert 'class="logo"' not in page("all")
