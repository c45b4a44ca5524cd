"""The framework in words."""

from competing_values.report.results import Results


def introduction(results: Results) -> str:
    """What the framework places where, and how many points respondents shared."""
    _ = results.language.gettext
    return _(
        "The framework places four types of culture between flexibility and stability, and between an internal and an"
        " external focus. No type is right or wrong. Respondents shared {total} points between the four, in each dimension.",
        total=results.language.plain(results.ocai.total),
    )
