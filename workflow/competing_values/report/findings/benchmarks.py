"""Published profiles in words: which type leads there, and which here."""

from collections.abc import Iterator

import pandas as pd

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.profiles import benchmark_kites, benchmark_profiles
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
    """The kite of a source and of each published profile; the caption tells where those come from."""
    data = pd.concat([_own(results, source), benchmark_profiles(results)])
    finding = " ".join(_leading(results, source))
    return Picture(benchmark_kites(results, source), f"published_{source}", _caption(results, source), finding, data)


def _own(results: Results, source: str) -> pd.DataFrame:
    profile = results.whole("ocai_profile", source)
    return profile[profile["dimension"] == OVERALL]


def _leading(results: Results, source: str) -> list[str]:
    """A sentence a published profile and perspective."""
    own = _own(results, source)
    own = own[own["rank"] == 1]
    return [
        _led(results, source, ours, theirs)
        for (_name, perspective), rows in benchmark_profiles(results).groupby(["source", "perspective"], sort=False)
        for theirs in [rows.iloc[int(rows["mean"].argmax())]]
        for ours in [own[own["perspective"] == perspective]]
        if len(ours)
    ]


def _led(results: Results, source: str, ours: pd.DataFrame, theirs: pd.Series) -> str:
    _, number = results.language.gettext, results.language.number
    return _(
        "Leading type ({perspective}), {source}: {type}, {mean} points; {label}: {other_type}, {other_mean} points.",
        perspective=results.label(theirs["perspective"]),
        type=results.language.listed(results.labels(ours["culture_type"].tolist())),
        mean=number(ours["mean"].iloc[0], 1),
        source=results.named(source),
        other_type=results.label(theirs["culture_type"]),
        other_mean=number(theirs["mean"], 1),
        label=_("{source} (not simulated)", source=theirs["label"])
        if results.is_simulated(source)
        else theirs["label"],
    )


def _caption(results: Results, source: str) -> str:
    _ = results.language.gettext
    said = [
        _(
            "Mean points of the four types, {source} and published profiles. Rings are {step} points apart.",
            source=results.source(source),
            step=results.language.plain(results.ocai.total / 10),
        ),
        *_references(results),
    ]
    if results.is_simulated(source):
        said.append(_("Published profiles are not simulated."))
    return " ".join(said)


def _references(results: Results) -> Iterator[str]:
    """Of each published profile its size and reference, and what must be known of it."""
    _ = results.language.gettext
    for _name, rows in benchmark_profiles(results).groupby("source", sort=False):
        label, reference = rows.iloc[0][["label", "reference"]]
        yield _("{label} ({n}): {reference}.", label=label, n=results.language.n(rows["n"]), reference=reference)
        yield from rows["note"].unique()
