"""The first screen in words: what it means in a sentence, and tiles for culture, sectors, opinions and respondents."""

from typing import Any

import pandas as pd

from competing_values.report.emphasis import emphasised
from competing_values.report.figures.framework import STRIVINGS
from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.shares import rounded
from competing_values.report.findings import agenda, change, profile
from competing_values.report.html import Tile
from competing_values.report.results import Results
from competing_values.study.names import OVERALL

#: Tables of which the first screen tells.
TOLD = ("ocai_profile", "ocai_gap", "sector_scores", "question_answers", "competencies")


def headline(results: Results) -> str:
    """What the wave changed, where there is one before it; which culture leads and which is wanted; and what is weakest."""
    return " ".join(filter(None, [change.headline(results), _culture(results), _weakest(results)]))


def kite(results: Results) -> Picture | None:
    """The kite of the source with most respondents; none where no culture was asked for."""
    source = results.fullest("ocai_profile", "mean")
    return profile.overall(results, source) if source else None


def tiles(results: Results) -> list[Tile]:
    """Culture, lowest sector, satisfaction and respondents, as far as the study asks for them."""
    found = (_culture_tile(results), _sector_tile(results), *_question_tiles(results), _respondents_tile(results))
    return [tile for tile in found if tile]


def absence(results: Results) -> str:
    """Which sources are left out, or that there are no figures at all."""
    told = [name for name in TOLD if len(results.table(name))]
    said = dict.fromkeys(results.absence(name) for name in told or ["flow"])
    return " ".join(filter(None, said))


def steps(results: Results) -> list[str]:
    """What to do, of the source with most respondents: what is called for, or else what stands in the way; with emphasis."""
    asked = results.fullest("ocai_gap", "gap")
    if asked:
        return [agenda.summary(results, asked), *agenda.calls(results, asked), agenda.advice(results)]
    rated = results.fullest("sector_scores", "mean")
    return [agenda.obstacles(results, rated)] if rated else []


def origin(results: Results) -> str:
    """Of which sources and wave the figures are, and what stands in brackets."""
    words = results.language
    return words.gettext(
        "Source: {sources}; wave {wave}. In brackets: {confidence} intervals.",
        sources=words.listed([results.named(source) for source in results.sources("flow")]),
        wave=results.study["wave"],
        confidence=words.share(results.study["confidence"]),
    )


def _leading(results: Results) -> dict[str, dict[str, Any]]:
    """The leading type of each perspective in the source with most respondents, or all of equals, with its points."""
    words, source = results.language, results.fullest("ocai_profile", "mean")
    if source is None:
        return {}
    profiles = results.whole("ocai_profile", source)
    leading = profiles[(profiles["dimension"] == OVERALL) & (profiles["rank"] == 1)]
    return {
        str(perspective): {
            "types": tops["culture_type"].tolist(),
            "type": words.listed(results.labels(tops["culture_type"].tolist())),
            "points": words.estimate(*tops[["mean", "ci_low", "ci_high"]].iloc[0]),
            "mean": words.number(tops["mean"].iloc[0], 1),
        }
        for perspective, tops in leading.groupby("perspective", sort=False)
    }


def _culture(results: Results) -> str:
    """Which culture people see and which they would like, and what those strive for."""
    _ = results.language.gettext
    leading = _leading(results)
    if not leading:
        return ""
    if len(leading) == 1:
        return _("Respondents describe a culture led by *{type}*.", type=next(iter(leading.values()))["type"])
    now, preferred = leading["now"], leading["preferred"]
    if now["types"] == preferred["types"]:
        return _("Respondents see *{type}* in the lead, and would keep it there.", type=now["type"])
    return _(
        "Respondents see *{now}*{now_means} in the lead and would prefer *{preferred}*{preferred_means}.",
        now=now["type"],
        now_means=_meaning(results, now["types"]),
        preferred=preferred["type"],
        preferred_means=_meaning(results, preferred["types"]),
    )


def _meaning(results: Results, types: list[str]) -> str:
    """What a type strives for, in brackets; nothing where several lead."""
    return f" ({results.language.gettext(STRIVINGS[types[0]]).lower()})" if len(types) == 1 else ""


def _weakest(results: Results) -> str:
    """The lowest sector in half a sentence; nothing where fewer than two have a mean."""
    rows = _sectors(results)
    if len(rows) < 2:
        return ""
    return results.language.gettext("The sector that they rate lowest is *{sector}*.", sector=_lowest(results, rows))


def _culture_tile(results: Results) -> Tile | None:
    _, words = results.language.gettext, results.language
    leading = _leading(results)
    if not leading:
        return None
    named = list(dict.fromkeys(one["type"] for one in leading.values()))
    points = [
        _("{perspective}: {points} of {total} points.", perspective=results.label(perspective).capitalize(),
          points=one["points"], total=words.plain(results.ocai.total))
        for perspective, one in leading.items()
    ]  # fmt: skip
    name = _("Leading culture, now → preferred") if len(named) > 1 else _("Leading culture")
    said = [
        *points,
        _widest(results),
        change.since(results, [f"{one}_{t}" for one in leading for t in leading[one]["types"]]),
    ]
    return Tile(name, " → ".join(named), said)


def _widest(results: Results) -> str:
    """The widest gap, and whether its whole interval calls for change."""
    _, words = results.language.gettext, results.language
    source = results.fullest("ocai_gap", "gap")
    if source is None:
        return ""
    gaps = results.whole("ocai_gap", source).dropna(subset="gap").query("dimension == @OVERALL")
    if gaps.empty:
        return ""
    widest = gaps.iloc[gaps["gap"].abs().argmax()]
    return _(
        "Widest gap: {type}, {gap}.",
        type=results.label(widest["culture_type"]),
        gap=words.difference(widest["gap"], widest["ci_low"], widest["ci_high"]),
    )


def _sectors(results: Results) -> pd.DataFrame:
    """Sectors of the source with most respondents, the highest first."""
    source = results.fullest("sector_scores", "mean")
    if source is None:
        return pd.DataFrame()
    return results.whole("sector_scores", source).dropna(subset="mean").sort_values("rank", kind="stable")


def _lowest(results: Results, rows: pd.DataFrame) -> str:
    """The lowest sector, or all of equals."""
    return results.language.listed(results.labels(rows[rows["rank"] == rows["rank"].max()]["sector"].tolist()))


def _sector_tile(results: Results) -> Tile | None:
    _, words = results.language.gettext, results.language
    rows = _sectors(results)
    if rows.empty:
        return None
    lowest, scale = rows.iloc[-1], results.ratings.scale
    mean = words.estimate(lowest["mean"], lowest["ci_low"], lowest["ci_high"], 2)
    said = [_("Mean {mean}, on a scale from {least} to {most}.", mean=mean, least=scale.min, most=scale.max)]
    if pd.notna(lowest["band"]):
        said.append(_("Band: {band}.", band=results.label(f"band.{lowest['band']}")))
    if len(rows) > 1 and pd.notna(lowest["lowest_probability"]):
        said.append(
            _(
                "Probability that it is the lowest: {probability}.",
                probability=words.probability(lowest["lowest_probability"]),
            )
        )
    said.append(change.since(results, [lowest["sector"]]))
    return Tile(_("Lowest sector") if len(rows) > 1 else _("Sector"), _lowest(results, rows), said)


def _question_tiles(results: Results) -> list[Tile]:
    """The first question that has answers: the commonest, with its share; or the first self-rating."""
    _, words = results.language.gettext, results.language
    source = results.fullest("question_answers", "share")
    if source is not None:
        rows = results.whole("question_answers", source).dropna(subset="share")
        rows = rows[rows["question"] == rows["question"].iloc[0]]
        commonest = rows.iloc[rows["share"].argmax()]
        question = commonest["question"]
        said = [
            _(
                "{answer}: the commonest answer, {interval}.",
                interval=words.between(100 * commonest["ci_low"], 100 * commonest["ci_high"]),
                answer=emphasised(results.label(f"{question}.{commonest['category']}")),
            ),
            change.since(results, [question]),
        ]
        return [Tile(results.label(question), words.share(rounded(rows)[commonest.name]), said)]
    rated = results.fullest("competencies", "share_high")
    if rated is None:
        return []
    rows = results.whole("competencies", rated).dropna(subset="share_high")
    first = rows.iloc[0]
    said = [
        _("rate themselves high"),
        words.between(100 * first["share_high_ci_low"], 100 * first["share_high_ci_high"]),
        change.since(results, [first["competency"]]),
    ]
    return [Tile(results.label(first["competency"]), words.share(first["share_high"]), said)]


def _respondents_tile(results: Results) -> Tile | None:
    """How many are analysed, of how many rows; of each source where there are several."""
    _, words = results.language.gettext, results.language
    kept = {}
    for source in results.sources("flow"):
        steps = results.whole("flow", source).set_index("step")["rows"]
        kept[source] = (steps["kept"], steps["raw"])
    if not kept:
        return None
    largest = max(kept, key=lambda source: kept[source][0])
    of_rows = _("of {raw} rows", raw=words.number(kept[largest][1]))
    others = [f"{results.source(source)}: {words.number(n)}" for source, (n, _raw) in kept.items() if source != largest]
    name = _("Respondents") if len(kept) == 1 else _("Respondents, {source}", source=results.source(largest))
    return Tile(name, words.number(kept[largest][0]), [of_rows, *others])
