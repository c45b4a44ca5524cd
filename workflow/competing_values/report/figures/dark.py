"""A drawing for light and for dark pages: each of its colours, and what stands for it in the dark."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

from matplotlib.colors import to_hex, to_rgb

from competing_values.report.figures.style import DARK_INK, DARK_PAPER

HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
#: A colour is a grey below this saturation; a ground above this lightness; a mark is at least so light in the dark.
GREY, GROUND, MARK = 0.12, 0.82, 0.62
#: Lightness of the ground of a mark in the dark, at most.
DEEP = 0.30


def in_dark(colour: str) -> str:
    """What a colour that was chosen for white paper is on dark paper.

    Greys change places from paper to ink; a pale ground becomes a deep one, and a mark as light as it must be to be
    seen, both of their hue.
    """
    red, green, blue = to_rgb(colour)
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    if saturation < GREY or lightness in (0, 1):
        paper, ink = to_rgb(DARK_PAPER), to_rgb(DARK_INK)
        red, green, blue = (p * lightness + i * (1 - lightness) for p, i in zip(paper, ink, strict=True))
        return to_hex((red, green, blue))
    if lightness > GROUND:
        return to_hex(hls_to_rgb(hue, DEEP - (lightness - GROUND), min(saturation, 0.45)))
    return to_hex(hls_to_rgb(hue, max(lightness, MARK), saturation))


def for_both(svg: str) -> str:
    """A drawing whose colours follow the reader's choice of light or dark; as it is where nobody chooses."""
    colours = sorted({colour.lower() for colour in HEX.findall(svg)})
    names = {colour: f"--c{colour[1:]}" for colour in colours}
    drawn = HEX.sub(lambda found: f"var({names[found[0].lower()]}, {found[0].lower()})", svg)
    dark = "".join(f"{name}:{in_dark(colour)};" for colour, name in names.items())
    style = f"<style>@media (prefers-color-scheme: dark){{svg{{{dark}}}}}</style>"
    return re.sub(r"(<svg\b[^>]*>)", lambda found: found[0] + style, drawn, count=1)


def for_paper(page: str) -> str:
    """A page whose drawings have the colours of light pages alone, for programs that know no variables in drawings."""
    return re.sub(r"var\(--c[0-9a-f]{6}, ((?:%23|#)[0-9a-f]{6})\)", r"\1", page)
