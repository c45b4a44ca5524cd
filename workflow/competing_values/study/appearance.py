"""How a study looks: its own logo, and the colour of its links and plain bars."""

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

from pydantic import Field, StringConstraints, field_validator

from competing_values.errors import UserError
from competing_values.study.strict import COLOUR, Strict

#: Of the paper of pages (`report/templates/style.css`), light and dark.
PAPER, DARK_PAPER = "#ffffff", "#14181f"
#: Contrast that letters need to be read (WCAG 2.2, success criterion 1.4.3); bright letters on dark may have more.
READABLE, BRIGHT = 4.5, 7.0
#: Bytes of a logo: it stands in every page.
LARGEST = 200_000
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"
#: In a style: what is neither in the same file nor written out.
OUTSIDE = re.compile(r"@import[^;]*|url\((?!\s*['\"]?(?:#|data:))[^)]*\)")


class Appearance(Strict):
    """What a study brings of its own looks."""

    logo: str | None = Field(None, description="Picture at the head of every page: SVG or PNG, at most 200 kB.")
    accent: Annotated[str, StringConstraints(pattern=COLOUR)] | None = Field(
        None, description="Colour of links and plain bars, such as `#005EA2`; dark enough to be read on white."
    )

    @field_validator("accent")
    @classmethod
    def _readable(cls, accent: str | None) -> str | None:
        if accent and (found := contrast(accent, PAPER)) < READABLE:
            mend = shaded(accent, "#000000", PAPER, READABLE)
            raise ValueError(
                f"`{accent}` has a contrast of {found:.1f}:1 on white, and links need {READABLE}:1 to be read; name a "
                f'darker colour, such as "{mend}"'
            )
        return accent

    def published(self, logo: str | None) -> dict[str, str | None]:
        """What pages and figures take: the colour, a lighter one for the dark, and the logo as an address (`inside`)."""
        in_dark = self.accent and shaded(self.accent, "#ffffff", DARK_PAPER, BRIGHT)
        return {"accent": self.accent, "accent_in_dark": in_dark, "logo": logo}


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21: (L₁ + 0.05)/(L₂ + 0.05) of their relative luminances (WCAG 2.2)."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _parts(colour))]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def shaded(colour: str, towards: str, paper: str, least: float) -> str:
    """A colour mixed with another, in hundredths, until it has the contrast on paper that it needs.

    Parameters
    ----------
    colour, towards, paper
        As ``#rrggbb``; `towards` has the contrast itself.
    least
        The contrast.
    """
    ends = list(zip(_parts(colour), _parts(towards), strict=True))
    mixed = (
        "#" + "".join(f"{round(start + (end - start) * step / 100):02x}" for start, end in ends) for step in range(101)
    )
    return next(one for one in mixed if contrast(one, paper) >= least)


def inside(path: Path) -> str:
    """A logo as an address that holds it, so that pages need no other file.

    It is safe only as an image (``<img>``), which runs no script of an SVG.

    Parameters
    ----------
    path
        The picture.

    Raises
    ------
    UserError
        When it is too large, neither PNG nor SVG, or an SVG that refers to other files, which no page would show.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise UserError(
            f"{path}: the logo has {len(content) / 1000:.0f} kB, and every page would hold it. Save it with at most "
            f"{LARGEST // 1000} kB, in the size in which pages show it (48 pixels high), or as SVG."
        )
    kind = "image/png" if content.startswith(PNG) else "image/svg+xml"
    if kind == "image/svg+xml":
        _check_svg(path, content)
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _check_svg(path: Path, content: bytes) -> None:
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError):
        root = ElementTree.Element("none")
    if root.tag != f"{SVG}svg":
        raise UserError(f"{path}: this is neither PNG nor SVG. Save the logo as one of them.")
    if other := next(_others(root), None):
        raise UserError(
            f"{path}: the logo refers to another file ({other[:60]}), which pages would not show. Embed it in the SVG, or "
            "save the logo as PNG."
        )


def _others(root: ElementTree.Element) -> Iterator[str]:
    """What an SVG takes from elsewhere: pictures, fonts, style sheets; not where its links lead."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and element.tag != f"{SVG}a" and not value.startswith(("#", "data:")):
                yield value
        yield from (found for text in (element.text or "", *element.attrib.values()) for found in OUTSIDE.findall(text))
