"""Labels, names of groups and headers are text: one study full of hostile ones, and nothing of it is obeyed anywhere."""

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import openpyxl
import polars as pl
import pytest
from hazards import labels
from pyxform.xls2xform import convert
from runs import Study

from competing_values import __main__ as commands
from competing_values.report.results import Results

pytestmark = pytest.mark.filterwarnings("default")  # those of nbconvert's and pyxform's own packages

#: Elements that pages are made of. A script is one of ours, and is looked at on its own.
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "strong", "em",
    "code", "small", "span", "div", "nav", "ul", "ol", "li", "main", "section", "figure", "img",
    "figcaption", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "br", "footer", "form",
    "label", "select", "noscript", "script",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "class", "href", "id", "aria-label", "aria-labelledby",
    "aria-current", "aria-hidden", "role", "tabindex", "src", "alt", "width", "height", "style", "download",
    "scope", "colspan", "rowspan", "hidden", "type", "hreflang", "for", "data-mime-type", "data-shown",
}  # fmt: skip
#: What begins a formula, and what is a number all the same.
FORMULA = re.compile(r"""^[\s"]*[=+\-@＝＋－＠]|^[\t\r\n]""")
NUMBER = re.compile(r"[+-]?[\d.]+(e[+-]?\d+)?", re.I)
DRAWN = {"svg", "g", "path", "use", "defs", "style", "clipPath", "rect", "metadata", "image", "RDF", "Work", "type", "format", "creator", "Agent", "title", "date"}  # fmt: skip
#: Where nbconvert's own pages take their libraries from.
LIBRARIES = re.compile(r"https://cdnjs\.cloudflare\.com/ajax/libs/|https://cdn\.jsdelivr\.net/")


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The hostile study, run."""
    study = Study(tmp_path_factory.mktemp("labels"))
    labels.write(study.folder)
    study.run()
    return study


@pytest.fixture(scope="session")
def wave(study: Study) -> Path:
    return study.folder / "results" / labels.WAVE


def pages(study: Study) -> list[Path]:
    found = sorted((study.folder / "results").rglob("*.html"))
    assert len(found) > 8
    return found


class Elements(HTMLParser):
    """What a page is made of: elements, attributes, addresses, and its text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.text: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src"}:
                self.addresses.append(value or "")
            if name == "alt":
                self.text.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def seen(self) -> str:
        """The text, its white space as browsers show it."""
        return squeezed(" ".join(self.text))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def is_ours(address: str) -> bool:
    """Whether an address is a place on the page, data inside it, or a file beside it."""
    beside = re.fullmatch(r"(?:\.\./)*[\w./-]+(?:#figure-\w+)?", address) and "//" not in address
    return bool(address.startswith(("#", "data:image/svg+xml,", "data:text/csv;base64,")) or beside)


def assert_harmless(content: str) -> Elements:
    found = Elements(content)
    assert found.elements <= ELEMENTS
    assert found.attributes <= ATTRIBUTES
    assert [address[:80] for address in found.addresses if not is_ours(address)] == []
    assert not re.search("[\ufdd0-\ufdef]", content)  # no mark of emphasis is left
    return found


def test_pages_are_made_of_nothing_but_our_own(study: Study) -> None:
    for path in pages(study):
        assert_harmless(path.read_text(encoding="utf-8"))


def test_every_text_is_shown_as_it_is(wave: Path) -> None:
    report = Elements((wave / "report" / "en" / "index.html").read_text(encoding="utf-8")).seen
    assert [text for text in labels.HOSTILE if squeezed(text) not in report] == []
    assert report.count("# h21") > 10  # title, claims, sentences, alternative texts


def test_the_check_sees_what_is_not_ours() -> None:
    for hostile in (
        "<img src='//x.test/a'>",
        "<a href='javascript:1'>x</a>",
        "<p onclick='x'>",
        "<svg></svg>",
        "\ufdd0",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(hostile)


def test_notebooks_show_no_markdown_of_the_study(wave: Path) -> None:
    notebooks = sorted((wave / "notebooks").rglob("*.ipynb"))
    assert len(notebooks) > 5
    for path in notebooks:
        for cell in nbformat.read(path, as_version=4).cells:
            assert not re.search(r"h\d\d", cell.source.replace("h2", "")) or cell.cell_type == "code"
            for output in cell.get("outputs", []):
                assert output.output_type == "display_data", output
                assert set(output.data) == {"text/html", "text/plain"}
                assert not re.search(r"h\d\d\b", output.data["text/plain"])
                assert_harmless(output.data["text/html"])
                assert 'class="mathjax_ignore tex2jax_ignore"' in output.data["text/html"]


def test_drawings_hold_no_more_than_lines(wave: Path) -> None:
    drawings = sorted((wave / "figures").rglob("*.svg"))
    assert len(drawings) > 8
    for path in drawings:
        for element in ET.parse(path).getroot().iter():
            assert element.tag.rpartition("}")[2] in DRAWN
            assert not [name for name in element.attrib if name.startswith("on")]
            addresses = (value for name, value in element.attrib.items() if name.endswith("href"))
            assert all(value.startswith(("#", "data:image/png")) for value in addresses)


def cells(path: Path, delimiter: str) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter=delimiter):
            yield from row


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula(study: Study, delimiter: str) -> None:
    tables = [path for path in (study.folder / "results").rglob("*.csv") if "private" not in path.parts]
    assert {"claims.csv", "sector_scores.csv"} <= {path.name for path in tables}
    for path in tables:
        found = [cell for cell in cells(path, delimiter) if FORMULA.search(cell) and not NUMBER.fullmatch(cell)]
        assert found == [], path


def test_downloads_are_the_same_as_files(wave: Path) -> None:
    report = (wave / "report" / "en" / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'href="data:text/csv;base64,', report)) == len(list((wave / "figures").rglob("*.csv")))


def test_groups_come_back_by_their_names(wave: Path) -> None:
    results = Results(str(wave / "tables"), "en")
    shown = set(results.table("sector_scores", group_by="team")["group"])
    assert shown == {squeezed(text) for text in labels.HOSTILE} - {"all"}
    assert [results.label(f"team.{group}") for group in sorted(shown)] == sorted(shown)
    headers = {squeezed(text) for text in labels.HOSTILE}
    assert headers <= set(results.table("fields")["raw_name"])


def test_nothing_private_leaves_ingestion(study: Study) -> None:
    """Ids, addresses and comments are in no file that a run leaves, read as text or as what it holds."""
    secret = re.compile(r"secret\.test|private comment|10\.9\.\d+\.\d+")
    results = [path for path in (study.folder / "results").rglob("*") if path.is_file()]
    assert any(path.name == "answers.parquet" for path in results)
    for path in results:
        content = (
            pl.read_parquet(path).write_csv() if path.suffix == ".parquet" else path.read_bytes().decode("latin-1")
        )
        assert not secret.search(content), path
    assert secret.search((study.folder / "export.csv").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workbook(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questionnaire of the study as an XLSForm."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(study.folder)
        commands.write_questionnaire()
    return next(study.folder.rglob("*.xlsx"))


def test_a_form_runs_no_formula_and_refers_to_no_answer_of_a_label(workbook: Path, tmp_path: Path) -> None:
    for sheet in openpyxl.load_workbook(workbook):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
            assert not [cell.value for cell in row if cell.data_type == "n" and cell.value is not None]
    form = convert(str(workbook), validate=False).xform
    root = ET.fromstring(form)
    referred = {element.get("value", "") for element in root.iter() if element.tag.endswith("}output")}
    assert referred
    assert all(re.search(r"/OCAI_\w+_TOTAL\s*$", value) for value in referred)
    assert "h30" in form


def read_back(text: str) -> str:
    """A label of a form as Enketo and Collect show it."""
    return re.sub(r"\\([\\*_#])", r"\1", text).replace("\u2060", "")


def test_a_form_shows_labels_as_they_are(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["choices"]
    header = [cell.value for cell in sheet[1]]
    column = header.index("label::English (en)")
    found = [row[column] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "satisfaction"]
    assert list(map(read_back, found)) == list(labels.HOSTILE)
    for label in found:
        assert not re.search(r"\$\{|<[\w/!]|\]\(|(?<!\\)(?:\\\\)*[*_#]", label)


# In Chromium.


def test_no_page_asks_or_runs_anything(reader: Callable, study: Study, wave: Path) -> None:
    for path in pages(study):
        visitor = reader()
        visitor.page.on(
            "dialog", lambda dialog, faults=visitor.faults: (faults.append(dialog.message), dialog.dismiss())
        )
        is_report = path == wave / "report" / "en" / "index.html"
        page = visitor.explore(path) if is_report else visitor.open(path)
        page.wait_for_load_state("networkidle")
        assert visitor.faults == [], path
        assert page.evaluate("window.hacked") is None
        links = page.evaluate("[...document.querySelectorAll('a,area,form,link,iframe,object,embed,base')].map(a => a.href ?? '')")  # fmt: skip
        assert all(not link or link.startswith(("file:", "data:text/csv;base64,")) for link in links)
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).display") != "none"


def test_the_explorer_shows_labels_as_they_are(reader: Callable, wave: Path) -> None:
    visitor = reader()
    page = visitor.explore(wave / "report" / "en" / "index.html", "#explorer?source=survey&by=team")
    for text in map(squeezed, labels.HOSTILE):
        page.get_by_label("Group", exact=True).select_option(label=text)
        page.wait_for_function("text => document.querySelector('#explorer .said').textContent.includes(text)", arg=text)
    assert visitor.faults == []
    assert page.evaluate("window.hacked") is None


def test_notebooks_rendered_elsewhere_ask_no_hostile_host(reader: Callable, wave: Path, tmp_path: Path) -> None:
    """By nbconvert as it comes, which has Markdown and formulas typeset."""
    from nbconvert.exporters import HTMLExporter  # noqa: PLC0415

    for path in sorted((wave / "notebooks" / "en").glob("*.ipynb")):
        rendered, _ = HTMLExporter().from_filename(str(path))
        target = tmp_path / f"{path.stem}.html"
        target.write_text(rendered, encoding="utf-8")
        visitor = reader()
        page = visitor.open(target)
        asked = [fault.removeprefix("asks for ") for fault in visitor.faults if fault.startswith("asks for ")]
        assert [address for address in asked if not LIBRARIES.match(address)] == []
        assert page.evaluate("window.hacked") is None
        links = page.evaluate("[...document.querySelectorAll('main a')].map(a => a.href)")
        assert all(link.startswith(("file:", "data:text/csv;base64,")) for link in links)
