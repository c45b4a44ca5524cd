# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/sectors"
language = "en"

# %%
import pandas as pd
from IPython.display import display

from competing_values.report.figures.drivers import QUADRANTS, action_matrix, matrix
from competing_values.report.figures.gallery import Gallery
from competing_values.report.figures.sectors import force_field, sector_means, statement_means
from competing_values.report.prose import html_table, say
from competing_values.report.results import Results

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)
scale = results.ratings.scale

# %%
display(say(results.absence("sector_scores")))
for source in results.sources("sector_scores"):
    table = results.whole("sector_scores", source)
    sectors = table.dropna(subset="rank").sort_values("rank")
    statements = results.whole("statement_scores", source).dropna(subset="rank").sort_values("rank")
    unanswered = table[table["rank"].isna()]["sector"].tolist()
    display(
        say(f"### {results.source(source)}\n\n{results.caveat(source)}"),
        say(
            _("No mean, for want of answers: {sectors}.", sectors=words.listed(results.labels(unanswered)))
            if unanswered
            else ""
        ),
    )
    if sectors.empty:
        continue
    lowest, highest = sectors.iloc[-1], sectors.iloc[0]
    certain = results.labels(sectors[sectors["band_certain"].fillna(False)]["sector"].tolist())
    below = results.labels(sectors[sectors["unfavourable"].fillna(False)]["sector"].tolist())
    finding = (
        _(
            "On a scale from {least} to {most} the lowest sector is *{lowest}* with a mean of {low} {low_interval}, the highest"
            " *{highest}* with {high} {high_interval}.",
            least=scale.min,
            most=scale.max,
            lowest=results.label(lowest["sector"]),
            low=words.number(lowest["mean"], 2),
            low_interval=words.between(lowest["ci_low"], lowest["ci_high"], 2),
            highest=results.label(highest["sector"]),
            high=words.number(highest["mean"], 2),
            high_interval=words.between(highest["ci_low"], highest["ci_high"], 2),
        )
        if len(sectors) > 1
        else _(
            "{source}: the mean of *{sector}* is {mean} {interval}, on a scale from {least} to {most}.",
            source=results.source(source),
            sector=results.label(lowest["sector"]),
            mean=words.number(lowest["mean"], 2),
            interval=words.between(lowest["ci_low"], lowest["ci_high"], 2),
            least=scale.min,
            most=scale.max,
        )
    )
    display(
        say(
            finding,
            _(
                "The probability that the lowest is the lowest in the population is {probability}.",
                probability=words.number(lowest["lowest_probability"], 2),
            )
            if len(sectors) > 1 and pd.notna(lowest["lowest_probability"])
            else "",
            _("The band is certain, the whole interval lying in it, for: {sectors}.", sectors=words.listed(certain))
            if certain
            else "",
            _("Unfavourable sectors: {sectors}.", sectors=words.listed(below))
            if results.ratings.unfavourable_below is not None
            else "",
        ),
        gallery.show(
            sector_means(results, source),
            f"sectors_{source}",
            _(
                "Sector means with {confidence} intervals over the bands, {source}.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
            ),
            finding.replace("*", ""),
            table,
        ),
        gallery.show(
            statement_means(results, source),
            f"statements_{source}",
            _(
                "Statement means, from the highest to the lowest, with {confidence} intervals, {source}.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
            ),
            _(
                "Of {statements} statements the highest is {highest} with a mean of {high}, the lowest {lowest} with {low}.",
                statements=len(statements),
                highest=results.label(statements["statement"].iloc[0]),
                high=words.number(statements["mean"].iloc[0], 2),
                lowest=results.label(statements["statement"].iloc[-1]),
                low=words.number(statements["mean"].iloc[-1], 2),
            ),
            statements,
        ),
    )

# %%
for source in results.sources("force_field"):
    forces = results.whole("force_field", source)
    counted = forces["force"].value_counts()
    if counted.empty:
        continue
    finding = _(
        "Statements that drive: {driving}; that restrain: {restraining}; neutral, the interval holding the midpoint:"
        " {neutral}.",
        driving=counted.get("driving", 0),
        restraining=counted.get("restraining", 0),
        neutral=counted.get("neutral", 0),
    )
    display(
        say("### " + _("Forces: {source}", source=results.source(source))),
        say(
            _(
                "After Lewin (1951): statements above the midpoint of the scale drive the change that respondents prefer,"
                " those below hold it back."
            ),
            finding,
        ),
        gallery.show(
            force_field(results, source),
            f"forces_{source}",
            _(
                "Distance of each statement from the midpoint of the scale, with {confidence} intervals, {source}.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
            ),
            finding,
            forces,
        ),
    )

# %%
for source in results.sources("reliability"):
    reliability = results.whole("reliability", source)
    display(
        say("### " + _("Reliability: {source}", source=results.source(source))),
        say(
            _(
                "How well the statements of a sector measure one thing. A dash means that it cannot be estimated: a sector"
                " of one statement has no alpha, one of two no omega."
            )
        ),
        html_table(
            words,
            reliability.assign(label=results.labels(reliability["sector"].tolist())),
            {
                "label": _("Sector"),
                "items": _("Statements"),
                "n": "n",
                "alpha": _("Alpha"),
                "alpha_ci_low": _("from"),
                "alpha_ci_high": _("to"),
                "omega_total": _("Omega total"),
                "mean_inter_item_r": _("Mean r"),
            },
        ),
    )

# %%
for source in results.sources("drivers"):
    drivers = results.whole("drivers", source).dropna(subset="relative_weight")
    for outcome, rows in drivers.groupby("outcome", sort=False):
        strongest = rows.loc[rows["relative_weight"].idxmax()]
        placed = matrix(results, source, outcome)
        display(
            say(
                "### "
                + _(
                    "What goes with *{outcome}*: {source}",
                    outcome=results.label(outcome),
                    source=results.source(source),
                )
            ),
            say(
                _(
                    "Of what the sectors explain, *{sector}* has the largest part ({share}, Johnson's relative weights;"
                    " n = {n}). This is association, not cause: a survey at one time cannot tell what would follow if a"
                    " sector changed.",
                    sector=results.label(strongest["sector"]),
                    share=words.share(strongest["relative_weight"]),
                    n=words.number(strongest["n"]),
                ),
            ),
        )
        if len(placed):
            display(
                gallery.show(
                    action_matrix(results, source, outcome),
                    f"actions_{outcome}_{source}",
                    _(
                        "Sectors by mean, with {confidence} intervals, and by their share of what they explain of {outcome}, {source}."
                        " Dashed: the midpoint of the scale ({midpoint}), the same for every source and wave, and the"
                        " share that each sector would have if all had the same ({equal}). Shares have no intervals;"
                        " a sector near a line belongs to neither side. The quadrants suggest where to look first, and"
                        " prove no effect.",
                        confidence=words.share(results.study["confidence"]),
                        outcome=results.label(outcome),
                        source=results.source(source),
                        midpoint=words.plain(scale.middle),
                        equal=words.share(1 / len(rows)),
                    ),
                    "; ".join(
                        _(
                            "{quadrant}: {sectors}",
                            quadrant=_(name),
                            sectors=words.listed(
                                [
                                    f"{results.label(row['sector'])}"
                                    f" ({words.number(row['mean'], 2)}; {words.share(row['relative_weight'])})"
                                    for row in placed[placed["quadrant"] == quadrant].to_dict("records")
                                ]
                            ),
                        )
                        for quadrant, (name, *_place) in QUADRANTS.items()
                    ),
                    placed,
                )
            )
        display(
            html_table(
                words,
                rows.assign(label=results.labels(rows["sector"].tolist()), percent=100 * rows["relative_weight"]),
                {
                    "label": _("Sector"),
                    "coefficient": _("Coefficient"),
                    "ci_low": _("from"),
                    "ci_high": _("to"),
                    "percent": _("Share of explained variance, %"),
                },
            )
        )
