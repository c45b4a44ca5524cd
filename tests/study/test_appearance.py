"""A study's logo and accent: readable by the contrast of WCAG, safe inside a page, and only pages know of them."""

from base64 import b64decode
from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.study import loading
from competing_values.study.appearance import BRIGHT, DARK_PAPER, LARGEST, PNG, Appearance, contrast, inside, shaded
from competing_values.study.strict import read

CONFIG = """title: Test
waves:
  2024:
    sources:
      survey: {codebook: survey.yaml}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study that is in order, on the repository's questionnaire."""
    for name, text in (("config.yaml", CONFIG), ("survey.yaml", "file: export.csv"), ("export.csv", "s01\n1\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0)],
)  # fmt: skip
def test_contrast_is_that_of_wcag(one: str, other: str, published: float) -> None:
    """Black on white is 21:1; #767676 is known as the lightest grey that passes, #777777 as the first that fails."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(published, abs=0.005)


def test_a_colour_in_the_dark_is_as_light_as_it_must_be() -> None:
    made = shaded("#005EA2", "#ffffff", DARK_PAPER, BRIGHT)
    assert BRIGHT <= contrast(made, DARK_PAPER) < BRIGHT + 0.3
    assert shaded("#FFBF47", "#ffffff", DARK_PAPER, BRIGHT) == "#ffbf47"


def configured(folder: Path, lines: str) -> Path:
    with (folder / "config.yaml").open("a", encoding="utf-8") as file:
        file.write(f"appearance: {lines}\n")
    return folder / "config.yaml"


def test_a_study_without_its_own_looks_has_none(folder: Path) -> None:
    publication = loading.load(str(folder / "config.yaml"))["publication"]["2024"]
    assert publication["appearance"] == {"accent": None, "accent_in_dark": None, "logo": None}


def test_pages_get_the_colour_one_for_the_dark_and_the_logo_itself(folder: Path) -> None:
    drawing = SVG.format("<circle r='4'/>").encode()
    (folder / "logo.svg").write_bytes(drawing)
    loaded = loading.load(str(configured(folder, '{logo: logo.svg, accent: "#005EA2"}')))
    told = loaded["publication"]["2024"]["appearance"]
    assert told["accent"] == "#005EA2"
    assert contrast(told["accent_in_dark"], DARK_PAPER) >= BRIGHT
    kind, _, content = told["logo"].partition(";base64,")
    assert kind == "data:image/svg+xml"
    assert b64decode(content) == drawing


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{accent: "#FFBF47"}', ["line 6, appearance.accent", "contrast of 1.6:1 on white", "4.5:1", "a darker colour"]),
        ("{accent: blue}", ["appearance.accent", "six hexadecimal digits", "`blue`"]),
        ("{accent: #005EA2}", ["config.yaml, line", "quote"]),
        ("{logo: lgo.svg}", ["line 6, appearance.logo", "there is no file lgo.svg", "Correct the path"]),
        ("{colour: red}", ["`colour` is no known key"]),
    ],
)  # fmt: skip
def test_a_mistake_is_told(folder: Path, lines: str, said: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        loading.load(str(configured(folder, lines)))
    for words in said:
        assert words in str(end.value)


def test_the_colour_that_a_message_names_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('accent: "#FFBF47"', encoding="utf-8")
    with pytest.raises(UserError, match=r"#[0-9a-f]{6}") as told:
        read(tmp_path / "a.yaml", Appearance)
    named = str(told.value).rpartition('such as "')[2].rstrip('"')
    (tmp_path / "a.yaml").write_text(f'accent: "{named}"', encoding="utf-8")
    assert read(tmp_path / "a.yaml", Appearance).accent == named


@pytest.mark.parametrize(
    "drawn",
    [
        "<use href='#a'/>",
        "<a href='https://example.org'><path/></a>",
        "<image href='data:image/png;base64,iVBO'/>",
        "<path style='fill: url( \"#a\")'/>",
        "<script>alert(1)</script>",
    ],
)
def test_a_drawing_that_needs_nothing_else_is_taken(tmp_path: Path, drawn: str) -> None:
    """A script is taken too: an image runs none."""
    (tmp_path / "logo").write_text(SVG.format(drawn), encoding="utf-8")
    assert inside(tmp_path / "logo").startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    "content",
    [
        *(
            SVG.format(drawn).encode()
            for drawn in (
                "<image href='photo.png'/>",
                "<image xlink:href='file:///etc/hostname'/>",
                "<path style='fill: url(https://example.org/a.svg#b)'/>",
                "<path fill='url( other.svg#b)'/>",
                "<style>@import 'https://example.org/font.css';</style>",
                "<style>@font-face { src: url('font.woff') }</style>",
            )
        ),
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        b"<svg/>",
        b"\xff\xd8\xff\xe0 a JPEG",
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        PNG + b"\0" * LARGEST,
        b"",
    ],
)
def test_another_picture_is_refused_with_its_mend(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo").write_bytes(content)
    with pytest.raises(UserError, match=r"logo: .*(Embed it|Save )"):
        inside(tmp_path / "logo")
