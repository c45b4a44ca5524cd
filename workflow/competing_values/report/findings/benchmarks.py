"""Published profiles in words: which type leads there, and which here."""

import pandas as pd

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.profiles import benchmark_kites, benchmark_profiles, benchmark_sizes
from competing_values.report.results import Results
from competing_values.study.names import OVERALL


def sources(results: Results) -> list[str]:
    """Sources whose profile has published ones to stand beside."""
    return results.sources("ocai_profile") if len(benchmark_profiles(results)) else []


def title(results: Results, source: str) -> str:
    """What the comparison of a source is headed."""
    return results.language.gettext("Beside published profiles: {source}", source=results.source(source))


def summary(results: Results, source: str) -> str:
    """The leading type of each perspective here and there, and how far the comparison reaches."""
    _ = results.language.gettext
    return " ".join(
        [
            *_leading(results, source),
            _(
                "Others were asked elsewhere and in another way, and published profiles come without intervals: a"
                " difference says where to look, not that one is better, nor that it is more than chance."
            ),
        ]
    )


def kites(results: Results, source: str) -> Picture:
    """The kite of a source and of each published profile."""
    data = pd.concat([_own(results, source), benchmark_profiles(results)])
    finding = " ".join(_leading(results, source))
    return Picture(benchmark_kites(results, source), f"published_{source}", _caption(results, source), finding, data)


def _own(results: Results, source: str) -> pd.DataFrame:
    profile = results.whole("ocai_profile", source)
    return profile[profile["dimension"] == OVERALL]


def _leading(results: Results, source: str) -> list[str]:
    """A sentence a perspective: the leading type here, and in each published profile."""
    _, number = results.language.gettext, results.language.number
    own = _own(results, source)
    own = own[own["rank"] == 1]
    published = _("published profiles (not simulated)") if results.is_simulated(source) else _("published profiles")
    return [
        _(
            "Leading type ({perspective}), {source}: {type}, {mean}; {published}: {others}.",
            perspective=results.label(str(perspective)),
            source=results.named(source),
            type=results.language.listed(results.labels(ours["culture_type"].tolist())),
            mean=number(ours["mean"].iloc[0], 1),
            published=published,
            others="; ".join(_led(results, rows) for _name, rows in others.groupby("source", sort=False)),
        )
        for perspective, others in benchmark_profiles(results).groupby("perspective", sort=False)
        for ours in [own[own["perspective"] == perspective]]
        if len(ours)
    ]


def _led(results: Results, rows: pd.DataFrame) -> str:
    """The leading type of a published profile, with its figure, and of which rating scale that is if it is no points."""
    _, words = results.language.gettext, results.language
    top = rows.iloc[int(rows["mean"].argmax())]
    said = f"{top['label']}: {results.label(top['culture_type'])}"
    if pd.isna(top["scale_max"]):
        return f"{said}, {words.plain(top['mean'])}"
    least, most = (words.plain(top[end]) for end in ("scale_min", "scale_max"))
    return _(
        "{said}, {mean} on a scale from {least} to {most}",
        said=said,
        mean=words.plain(top["mean"]),
        least=least,
        most=most,
    )


def _caption(results: Results, source: str) -> str:
    _ = results.language.gettext
    said = [
        _(
            "Mean points of the four types, {source} and published profiles. Rings are {step} points apart.",
            source=results.source(source),
            step=results.language.plain(results.ocai.total / 10),
        ),
    ]
    if results.is_simulated(source):
        said.append(_("Published profiles are not simulated."))
    return " ".join(said)


def title_of_references(results: Results) -> str:
    """What stands for the publications until they are opened."""
    return results.language.gettext("Where the published profiles come from")


def references(results: Results) -> list[str]:
    """Of each publication its profiles with their sizes, its reference, and what must be known of it."""
    told = []
    for reference, published in benchmark_profiles(results).groupby("reference", sort=False):
        whose = []
        for _name, rows in published.groupby("source", sort=False):
            sizes = ", ".join(benchmark_sizes(results, rows))
            whose.append(f"{rows['label'].iloc[0]} ({sizes})" if sizes else rows["label"].iloc[0])
        told.append(" ".join([f"{'; '.join(whose)}: {reference}.", *filter(None, published["note"].unique())]))
    return told
