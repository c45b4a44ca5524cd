"""The languages of figures, pages and labels: English, and each that has a catalog (`make language` begins one)."""

from pathlib import Path
from typing import Literal

CATALOGS = Path(__file__).parents[1] / "report" / "locale"
#: English is what the code says, and needs no catalog.
LANGUAGES = ("en", *sorted(path.parents[1].name for path in CATALOGS.glob("*/LC_MESSAGES/messages.po")))

Language = Literal[LANGUAGES]  # type: ignore[valid-type]
