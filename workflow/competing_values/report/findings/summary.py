"""The summary in words: who answered, the leading culture, what should change, sectors, what people say."""

import pandas as pd

from competing_values.report.findings.gaps import large
from competing_values.report.results import Results
from competing_values.study.names import OVERALL

#: Tables of which sentences tell.
TOLD = ("ocai_profile", "ocai_gap", "sector_scores", "question_answers", "competencies")


def title(results: Results) -> str:
    """What the sentences are."""
    return results.language.gettext("In short")


def answered(results: Results) -> str:
    """How many rows of the raw files are analysed, and of each source."""
    _, words = results.language.gettext, results.language
    rows = {source: results.whole("flow", source).set_index("step")["rows"] for source in results.sources("flow")}
    if not rows:
        return ""
    raw, kept = ({source: counts[step] for source, counts in rows.items()} for step in ("raw", "kept"))
    totals = {"kept": words.number(sum(kept.values())), "raw": words.number(sum(raw.values()))}
    if len(rows) == 1:
        return _(
            "{source}: {kept} of {raw} rows of the raw file are analysed.",
            source=results.named(next(iter(rows))),
            **totals,
        )
    counts = [
        _(
            "{source} {kept} of {raw}",
            source=results.named(source),
            kept=words.number(kept[source]),
            raw=words.number(raw[source]),
        )
        for source in rows
    ]
    return _("{kept} of {raw} rows of the raw files are analysed: {sources}.", sources=words.listed(counts), **totals)


def leading_culture(results: Results) -> str:
    """Which culture type leads, now and preferred, in the source with most respondents."""
    _ = results.language.gettext
    source = results.fullest("ocai_profile", "mean")
    leading = _leading(results, source) if source else {}
    if source is None or not leading:
        return ""
    if len(leading) == 1:
        perspective, top = next(iter(leading.items()))
        return _(
            "{source}: the leading culture ({perspective}) is *{type}* with {points} points {interval}.",
            source=results.named(source),
            perspective=results.label(perspective),
            **top,
        )
    now, preferred = leading["now"], leading["preferred"]
    return _(
        "{source}: the leading culture now is *{now}* with {now_points} points {now_interval}, the preferred one"
        " *{preferred}* with {preferred_points} {preferred_interval}.",
        source=results.named(source),
        now=now["type"],
        now_points=now["points"],
        now_interval=now["interval"],
        preferred=preferred["type"],
        preferred_points=preferred["points"],
        preferred_interval=preferred["interval"],
    )


def widest_gap(results: Results) -> str:
    """The widest gap from now to preferred, and the gaps that call for change, in the source with most respondents."""
    _, words = results.language.gettext, results.language
    source = results.fullest("ocai_gap", "gap")
    if source is None:
        return ""
    gaps = results.whole("ocai_gap", source).dropna(subset="gap").query("dimension == @OVERALL")
    if gaps.empty:
        return ""
    widest = gaps.iloc[gaps["gap"].abs().argmax()]
    gap, interval = words.alike(widest["gap"], widest["ci_low"], widest["ci_high"], is_signed=True)
    return _(
        "{source}: the widest gap from now to preferred is that of *{type}*, {gap} points {interval}; gaps of {points}"
        " points or more, which by Cameron & Quinn (2011) call for change: {types}.",
        points=words.plain(results.ocai.discrepancy),
        source=results.named(source),
        type=results.label(widest["culture_type"]),
        gap=gap,
        interval=interval,
        types=large(results, gaps),
    )


def sectors(results: Results) -> str:
    """The lowest and the highest sector, all of equals, or the only one, in the source with most respondents."""
    _, words = results.language.gettext, results.language
    source = results.fullest("sector_scores", "mean")
    if source is None:
        return ""
    scores = results.whole("sector_scores", source).dropna(subset="mean").sort_values("rank", kind="stable")
    highest, lowest = scores.iloc[0], scores.iloc[-1]
    scale = {"least": results.ratings.scale.min, "most": results.ratings.scale.max}
    if len(scores) == 1:
        return _(
            "{source}: the mean of *{sector}* is {mean}, on a scale from {least} to {most}.",
            source=results.named(source),
            sector=results.label(highest["sector"]),
            mean=_mean(results, highest),
            **scale,
        )
    return _(
        "{source}: of the sectors, each over statements of its own, *{lowest}* is lowest with a mean of {low}, and"
        " *{highest}* highest with {high}, on a scale from {least} to {most}.",
        source=results.named(source),
        lowest=words.listed(results.labels(scores[scores["rank"] == lowest["rank"]]["sector"].tolist())),
        low=_mean(results, lowest),
        highest=words.listed(results.labels(scores[scores["rank"] == highest["rank"]]["sector"].tolist())),
        high=_mean(results, highest),
        **scale,
    )


def opinions(results: Results) -> str:
    """The commonest answer to each question and the shares who rate themselves high, each in its fullest source."""
    _ = results.language.gettext
    asked, rated = results.fullest("question_answers", "share"), results.fullest("competencies", "share_high")
    if asked and rated and asked != rated:
        return _(
            "{source}: the commonest answer is {answers}; {other}: shares of high self-ratings are {ratings}.",
            source=results.named(asked),
            answers=_commonest_answers(results, asked),
            other=results.named(rated),
            ratings=_high_ratings(results, rated),
        )
    if asked and rated:
        return _(
            "{source}: the commonest answer is {answers}; shares of high self-ratings are {ratings}.",
            source=results.named(asked),
            answers=_commonest_answers(results, asked),
            ratings=_high_ratings(results, rated),
        )
    if asked:
        return _(
            "{source}: the commonest answer is {answers}.",
            source=results.named(asked),
            answers=_commonest_answers(results, asked),
        )
    if rated:
        return _(
            "{source}: shares of high self-ratings are {ratings}.",
            source=results.named(rated),
            ratings=_high_ratings(results, rated),
        )
    return ""


def absence(results: Results) -> str:
    """Which sources are left out, or that there are no figures at all."""
    told = [name for name in TOLD if len(results.table(name))]
    said = dict.fromkeys(results.absence(name) for name in told or ["flow"])
    return " ".join(filter(None, said))


def _leading(results: Results, source: str) -> dict[str, dict[str, str]]:
    """The leading type of each perspective, or all of equals, with its points and their interval."""
    words = results.language
    profile = results.whole("ocai_profile", source)
    leading = profile[(profile["dimension"] == OVERALL) & (profile["rank"] == 1)]
    return {
        str(perspective): {
            "type": words.listed(results.labels(tops["culture_type"].tolist())),
            "points": points,
            "interval": interval,
        }
        for perspective, tops in leading.groupby("perspective", sort=False)
        for points, interval in [words.alike(*tops[["mean", "ci_low", "ci_high"]].iloc[0])]
    }


def _mean(results: Results, row: pd.Series) -> str:
    """The mean of a sector with its interval, and the band in which it lies."""
    mean = results.language.estimate(row["mean"], row["ci_low"], row["ci_high"], 2)
    if pd.isna(row["band"]):
        return mean
    band = results.label(f"band.{row['band']}")
    return f"{mean} ({band})"


def _commonest_answers(results: Results, source: str) -> str:
    _, words = results.language.gettext, results.language
    answers = results.whole("question_answers", source).dropna(subset="share")
    commonest = answers.loc[answers.groupby("question", sort=False)["share"].idxmax()]
    said = [
        _(
            "*{answer}* with {share} {interval} ({question})",
            question=results.label(row["question"]),
            answer=results.label(f"{row['question']}.{row['category']}"),
            share=words.share(row["share"]),
            interval=words.between(100 * row["ci_low"], 100 * row["ci_high"]),
        )
        for row in commonest.to_dict("records")
    ]
    return words.listed(said)


def _high_ratings(results: Results, source: str) -> str:
    _, words = results.language.gettext, results.language
    said = [
        _(
            "{share} {interval} ({competency}, {rating} or higher)",
            competency=results.label(row["competency"]),
            rating=words.plain(results.instrument.self_ratings[row["competency"]].high),
            share=words.share(row["share_high"]),
            interval=words.between(100 * row["share_high_ci_low"], 100 * row["share_high_ci_high"]),
        )
        for row in results.whole("competencies", source).dropna(subset="share_high").to_dict("records")
    ]
    return words.listed(said)
