"""The framework in words: a sentence, and the diagram of its types and their competencies."""

from competing_values.report.figures import framework
from competing_values.report.figures.gallery import Picture
from competing_values.report.results import Results
from competing_values.study.names import TYPES


def introduction(results: Results) -> str:
    """What the framework places where, and how many points respondents shared."""
    _ = results.language.gettext
    return _(
        "The framework places four types of culture between flexibility and stability, and between an internal and an"
        " external focus. No type is right or wrong. Respondents shared {total} points between the four, in each dimension.",
        total=results.language.plain(results.ocai.total),
    )


def diagram(results: Results) -> Picture:
    """The four quadrants; for those who do not see them, the types and the competencies of each."""
    _ = results.language.gettext
    caption = _("The Competing Values Framework (after Quinn & Rohrbaugh 1983; Cameron & Quinn 2011).")
    return Picture(
        framework.framework(results), "framework", caption, " ".join([_types(results), *_competencies(results)])
    )


def _types(results: Results) -> str:
    _, listed = results.language.gettext, results.language.listed
    return _(
        "Four quadrants, between flexibility and stability, internal and external: {types}.",
        types=listed(results.labels([*TYPES])),
    )


def _competencies(results: Results) -> list[str]:
    _, listed = results.language.gettext, results.language.listed
    return [
        _(
            "{type}, competencies: {competencies}.",
            type=results.label(culture_type),
            competencies=listed(results.labels(names)),
        )
        for culture_type, names in results.ocai.competencies().items()
    ]
