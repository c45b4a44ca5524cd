"""The report on paper: pages, letters and whole figures; and the mend where a library is missing."""

import importlib
import re
import sys
import zlib
from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.report.pdf import write_pdf

PAGE = """<!doctype html><html lang="kk"><title>Есеп</title>
<style>@page { size: A4; margin: 20mm }</style><h1>Әкімшілік құндылықтар</h1><p>Ұйым</p></html>"""


@pytest.fixture
def pango() -> None:
    """Skips where the machine lacks what WeasyPrint stands on, as a run without PDF may."""
    try:
        importlib.import_module("weasyprint")
    except OSError:
        pytest.skip("Pango is not installed: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


@pytest.mark.usefixtures("pango")
def test_a_page_becomes_a_tagged_pdf_with_its_letters_inside(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    found = inside(tmp_path / "page.pdf")
    assert b"/StructTreeRoot" in found
    names = re.findall(rb"/BaseFont ?/([\w+-]+)", found)  # of whatever font the machine has for these letters
    assert names
    assert [name for name in names if not re.match(rb"[A-Z]{6}\+", name)] == []  # a subset, inside
    assert re.search(rb"/FontFile[23]? ", found)


@pytest.mark.usefixtures("pango")
def test_equal_pages_give_equal_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    for name in ("one.pdf", "two.pdf"):
        write_pdf(tmp_path / "page.html", tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


LONG = PAGE.replace("<p>Ұйым</p>", "<p>Ұйым</p>" * 40).replace(
    "<style>", "<style>p { font-size: 1rem; margin: 1rem 0 }"
)
#: A drawing as pages hold it: what WeasyPrint knows no variables of is black.
DRAWN = PAGE.replace(
    "<p>",
    """<img alt="" width="90" height="90" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'"""
    """ width='90' height='90'><rect width='90' height='90' style='fill: var(--c0b4f8a, %230b4f8a)'/></svg>"><p>""",
)


def sheets(path: Path) -> int:
    """Pages of a PDF: of its page objects, which are written in streams."""
    return len(re.findall(rb"/Type /Page\b", inside(path)))


def inside(path: Path) -> bytes:
    """What the streams of a PDF hold."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", path.read_bytes(), re.DOTALL)
    return b"".join(zlib.decompress(part) for part in streams)


@pytest.mark.usefixtures("pango")
def test_what_must_fit_on_one_sheet_does(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(LONG, encoding="utf-8")
    write_pdf(tmp_path / "page.html", tmp_path / "long.pdf")
    write_pdf(tmp_path / "page.html", tmp_path / "one.pdf", on_one_sheet=True)
    assert sheets(tmp_path / "long.pdf") > 1
    assert sheets(tmp_path / "one.pdf") == 1


@pytest.mark.usefixtures("pango")
def test_drawings_have_the_colours_of_light_pages(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(DRAWN, encoding="utf-8")
    write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    red, green, blue = (number / 255 for number in (0x0B, 0x4F, 0x8A))
    filled = [
        tuple(map(float, found))
        for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", inside(tmp_path / "page.pdf"))
    ]
    assert any(colour == pytest.approx((red, green, blue), abs=0.01) for colour in filled)


def test_a_missing_library_is_told_with_its_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", encoding="utf-8")
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UserError, match="apt-get install libpango"):
        write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()
