"""Gaps in words: the widest from now to preferred, those that call for change, and the profiles as a whole."""

import pandas as pd

from competing_values.report.figures import profiles
from competing_values.report.figures.gallery import Picture
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL


def summary(results: Results, source: str) -> str:
    """Of a source, the widest gap and its size, gaps that call for change, and whether now and preferred differ at all."""
    _ = results.language.gettext
    overall = _overall(results, source)
    if overall.empty:
        return results.of_source(source, _("There is no gap to go by."))
    said = [
        _widest(results, overall),
        _size(results, overall),
        _calling(results, overall),
        *_together(results, source),
    ]
    return results.of_source(source, " ".join(filter(None, said)))


def note(results: Results) -> str:
    """How gaps are tested."""
    return results.language.gettext(
        "Gaps are tested on points (paired t); their p values are adjusted within two families, the four overall gaps and"
        " the gaps of the dimensions. The test of the profiles as a whole belongs to neither."
    )


def by_dimension(results: Results, source: str) -> Picture | None:
    """The gap of each type, overall and by dimension, with the widest; none where no type has a gap."""
    _ = results.language.gettext
    overall = _overall(results, source)
    if overall.empty:
        return None
    caption = _(
        "Preferred minus now with {confidence} intervals, {source}. Grey: gaps under {points} points.",
        confidence=results.language.share(results.study["confidence"]),
        source=results.source(source),
        points=results.language.plain(results.ocai.discrepancy),
    )
    data = results.whole("ocai_gap", source)
    return Picture(profiles.gaps(results, source), f"gaps_{source}", caption, _widest(results, overall), data)


def _overall(results: Results, source: str) -> pd.DataFrame:
    """Overall gaps that are known."""
    gap = results.whole("ocai_gap", source)
    return gap[gap["dimension"] == OVERALL].dropna(subset="gap")


def _widest(results: Results, overall: pd.DataFrame) -> str:
    _ = results.language.gettext
    widest = overall.iloc[int(overall["gap"].abs().argmax())]
    gap, interval = results.language.alike(widest["gap"], widest["ci_low"], widest["ci_high"], is_signed=True)
    return _(
        "The widest gap: {type}, {gap} points {interval}.",
        type=results.label(widest["culture_type"]),
        gap=gap,
        interval=interval,
    )


def _size(results: Results, overall: pd.DataFrame) -> str:
    """Cohen's d_z of the widest gap; nothing where it is not known."""
    _ = results.language.gettext
    size = overall["effect_size"].iloc[int(overall["gap"].abs().argmax())]
    if pd.isna(size):
        return ""
    return _("It is {size} standard deviations of the differences.", size=results.language.number(abs(size), 1))


def _calling(results: Results, overall: pd.DataFrame) -> str:
    """Types whose gap is as wide as calls for change, and those whose whole interval is."""
    _, points = results.language.gettext, results.language.plain(results.ocai.discrepancy)
    if not overall["discrepancy"].fillna(False).any():
        return _(
            "No gap reaches {points} points, from which on it would call for change (Cameron & Quinn 2011).",
            points=points,
        )
    return _(
        "Gaps of {points} points or more call for change (Cameron & Quinn 2011): {types}.",
        points=points,
        types=large(results, overall),
    )


def large(results: Results, gaps: pd.DataFrame) -> str:
    """Types whose gap reaches a tenth of the points, each with whether its whole interval lies beyond that line."""
    _ = results.language.gettext
    rows = gaps[gaps["discrepancy"].fillna(False).astype(bool)].to_dict("records")
    labels = {row["culture_type"]: results.label(row["culture_type"]) for row in rows}
    told = [
        _("{type} (with the whole interval)", type=labels[row["culture_type"]])
        if row["discrepancy_certain"]
        else _("{type} (not with the whole interval)", type=labels[row["culture_type"]])
        for row in rows
    ]
    return results.language.listed(told)


def _together(results: Results, source: str) -> list[str]:
    """The test of now against preferred, and how far it depends on what zeros are replaced by."""
    _, number, alike = results.language.gettext, results.language.number, results.language.alike
    tests = results.leading("group_comparison", source=source, group_by=ALL, variable="ocai").dropna(
        subset="effect_size"
    )
    reported = tests[tests["test"] == "Hotelling T²"].to_dict("records")
    if not reported:
        return []
    least, most = (number(end, 3) for end in (tests["effect_size"].min(), tests["effect_size"].max()))
    return [
        *(
            _(
                "Taken together, now and preferred differ by Pillai's V = {size} {interval} (Hotelling's T² on log-ratios).",
                size=size,
                interval=interval,
            )
            for row in reported
            for size, interval in [alike(row["effect_size"], row["effect_ci_low"], row["effect_ci_high"], 2)]
        ),
        _("With zeros replaced by half as much, or half as much again, V is {least} as well.", least=least)
        if least == most
        else _(
            "With zeros replaced by half as much, or half as much again, V goes from {least} to {most}.",
            least=least,
            most=most,
        ),
    ]
