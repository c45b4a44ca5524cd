"""The opening of a chapter: published tables in a language, and a gallery for its figures."""

from typing import NamedTuple

from competing_values.report.figures.gallery import Gallery
from competing_values.report.results import Results


class Chapter(NamedTuple):
    """What a notebook works with."""

    results: Results
    gallery: Gallery


def opened(tables: str, figures: str, language: str) -> Chapter:
    """Published tables of a folder in a language, and a gallery that saves into another folder."""
    results = Results(tables, language)
    return Chapter(results, Gallery(results, figures))
