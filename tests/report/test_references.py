"""References: how they read, and that each is cited and each citation is one."""

import re
import unicodedata
from pathlib import Path

import pytest
from runs import REPOSITORY

from competing_values.report import references
from competing_values.report.references import full, short

KEY = r"[a-z]+\d{4}[a-z]?"


def texts():
    """Code of the library and of the notebooks."""
    return [
        path.read_text("utf-8") for folder in ("workflow", "notebooks") for path in (REPOSITORY / folder).rglob("*.py")
    ]


def test_sentences_cite_one_two_and_many_authors():
    assert short("welch1951") == "Welch 1951"
    assert short("student1908") == "Student 1908"
    assert short("cameron2011") == "Cameron & Quinn 2011"
    assert short("klein2000") == "Klein & Kozlowski 2000"
    assert short("huang2012") == "Huang et al. 2012"


def test_lists_tell_where_a_source_appeared():
    assert full("welch1951") == (
        "Welch, B. L. (1951). On the comparison of several mean values: an alternative approach."
        " Biometrika, 38(3/4), 330–336."
    )
    assert full("cameron2011") == (
        "Cameron, K. S., & Quinn, R. E. (2011). Diagnosing and Changing Organizational Culture (3rd ed.). Jossey-Bass."
    )
    assert full("klein2000") == (
        "Klein, K. J., & Kozlowski, S. W. J. (Eds.) (2000). Multilevel Theory, Research, and Methods in Organizations."
        " Jossey-Bass."
    )
    assert full("bliese2000").endswith(
        "In K. J. Klein & S. W. J. Kozlowski (Eds.), Multilevel Theory, Research, and Methods in Organizations"
        " (pp. 349–381). Jossey-Bass."
    )
    assert full("huang2012").startswith(
        "Huang, J. L., Curran, P. G., Keeney, J., Poposki, E. M., & DeShon, R. P. (2012)."
    )
    assert "Glass's estimator" in full("hedges1981")


def test_they_stand_in_the_order_of_a_list():
    listed = [
        unicodedata.normalize("NFKD", full(key)).encode("ascii", "ignore").lower() for key in references.references()
    ]
    assert listed == sorted(listed)


def test_what_docstrings_cite_is_a_reference():
    cited = {key for text in texts() for key in re.findall(rf"\[({KEY})\]", text)}
    assert cited <= set(references.references())


def test_each_reference_is_cited():
    """In square brackets by docstrings and comments, in quotes where a chapter shows it."""
    cited = {key for text in texts() for key in re.findall(rf"""[\["']({KEY})[\]"']""", text)}
    assert set(references.references()) <= cited


def test_each_reference_is_whole():
    """What `full` shows of its kind is there, and an en dash parts the pages."""
    for key, source in references.references().items():
        assert source.author or source.editor, key
        if source.kind == "article":
            assert source.journal and source.volume, key  # some journals count no numbers
        if source.kind in {"article", "incollection"}:
            assert re.fullmatch(r"\d+–\d+", source.pages), key
        else:
            assert source.publisher or source.howpublished, key


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@book{a2000,\n  title = {One},\n  year = {2000},\n}\n\n" * 2, "a2000 stands twice"),
        ("@book{a2000,\n  title = {One}, year = {2000}\n}", "no entry of one field a line"),
        ("@book{a2000,\n  title = {One},\n}", "year"),
        ("@book{a2000,\n  title = {One},\n  year = {2000},\n  jurnal = {Two},\n}", "jurnal"),
    ],
)
def test_a_slip_in_the_file_is_told(text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "references.bib"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(references, "FILE", file)
    with pytest.raises((ValueError, TypeError), match=told):
        references.references.__wrapped__()
