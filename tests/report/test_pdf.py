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
    written = (tmp_path / "page.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    inside = b"".join(zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", written, re.DOTALL))
    assert b"/StructTreeRoot" in inside
    names = re.findall(rb"/BaseFont ?/([\w+-]+)", inside)  # of whatever font the machine has for these letters
    assert names
    assert [name for name in names if not re.match(rb"[A-Z]{6}\+", name)] == []  # a subset, inside
    assert re.search(rb"/FontFile[23]? ", inside)


@pytest.mark.usefixtures("pango")
def test_equal_pages_give_equal_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    for name in ("one.pdf", "two.pdf"):
        write_pdf(tmp_path / "page.html", tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_missing_library_is_told_with_its_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", encoding="utf-8")
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UserError, match="apt-get install libpango"):
        write_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()
