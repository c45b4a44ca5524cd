"""The report on paper: an A4 PDF of the page."""

from pathlib import Path

import matplotlib

from competing_values.errors import UserError
from competing_values.report.figures.dark import for_paper

#: The letters of the figures, which matplotlib brings along: Kazakh ones look right on a machine without fonts too.
FACES = {
    "DejaVuSans.ttf": "",
    "DejaVuSans-Bold.ttf": "font-weight: bold",
    "DejaVuSans-Oblique.ttf": "font-style: italic",
    "DejaVuSans-BoldOblique.ttf": "font-weight: bold; font-style: italic",
}
NO_PANGO = (
    "The PDF needs the library Pango, which this machine lacks. Install it and run `make pdf` again:"
    " `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` on Debian and Ubuntu, `dnf install pango`"
    " on Fedora, `brew install pango` on macOS. Or open the report in a browser, and print it."
)


#: Letters of a page that must fit on one sheet become so much smaller at a time, and never smaller than half.
SMALLER, SMALLEST = 0.04, 0.5


def write_pdf(page: str | Path, target: str | Path, on_one_sheet: bool = False) -> None:
    """Write a page as a tagged PDF.

    Parameters
    ----------
    page
        The HTML file.
    target
        The PDF to write.
    on_one_sheet
        Make letters and figures as much smaller as it takes for the page to fit on one sheet.

    Raises
    ------
    UserError
        When the machine lacks Pango, which WeasyPrint stands on.
    """
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except OSError as error:
        raise UserError(NO_PANGO) from error
    fonts = FontConfiguration()
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = "".join(
        f'@font-face {{ font-family: "DejaVu Sans"; src: url("{(folder / file).as_uri()}"); {style} }}'
        for file, style in FACES.items()
    )
    html = HTML(string=for_paper(Path(page).read_text(encoding="utf-8")), base_url=str(page))
    size = 1.0
    while True:
        sized = f"html {{ font-size: {12 * size:.2f}pt !important }}"
        style = CSS(string=faces + sized, font_config=fonts)
        document = html.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
        if not on_one_sheet or len(document.pages) == 1 or size < SMALLEST:
            break
        size -= SMALLER
    document.write_pdf(target, pdf_variant="pdf/ua-1")
