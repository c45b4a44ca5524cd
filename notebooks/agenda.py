# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/agenda"
language = "en"

# %%
from IPython.display import display

from competing_values.report.figures.agenda import agenda, called_for
from competing_values.report.figures.gallery import Gallery
from competing_values.report.prose import say
from competing_values.report.results import Results
from competing_values.study.names import OVERALL

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)
competencies = results.ocai.competencies()
points = words.plain(results.ocai.discrepancy)

# %%
display(
    say(
        _(
            "This agenda is read off the gaps between now and preferred, and off the competencies that the questionnaire"
            " names for each type. What respondents prefer is a wish and no proof of what works: it says where to begin a"
            " conversation."
        ),
        results.absence("ocai_gap"),
    )
)

# %%
for source in results.sources("ocai_gap"):
    gap = results.whole("ocai_gap", source)
    overall = gap[gap["dimension"] == OVERALL]
    called = called_for(gap)
    is_large = bool(called["discrepancy"].any())
    agreed = []
    for row in called.to_dict("records"):
        of_type = gap[(gap["culture_type"] == row["culture_type"]) & (gap["dimension"] != OVERALL)].dropna(subset="gap")
        same_way = of_type[of_type["gap"] * row["gap"] > 0].sort_values("gap", key=abs, ascending=False)
        named = words.listed(results.labels(competencies.get(row["culture_type"], [])))
        values = {
            "type": results.label(row["culture_type"]),
            "gap": words.signed(row["gap"]),
            "interval": words.between(row["ci_low"], row["ci_high"]),
            "n": words.number(row["n"]),
        }
        sentences = [
            _("{type}: more is wanted, {gap} points {interval}, n = {n}.", **values)
            if row["gap"] > 0
            else _("{type}: less is wanted, {gap} points {interval}, n = {n}.", **values),
            _("The interval holds zero, so the answers do not show the direction.")
            if row["ci_low"] <= 0 <= row["ci_high"]
            else "",
            _(
                "Dimensions with the widest gap: {dimensions}.",
                dimensions=words.listed(
                    [
                        f"{results.label(one['dimension'])} ({words.difference(one['gap'], one['ci_low'], one['ci_high'])})"
                        for one in same_way.head(2).to_dict("records")
                    ]
                ),
            )
            if len(same_way)
            else "",
            ""
            if not competencies.get(row["culture_type"])
            else _("Competencies to develop: {competencies}.", competencies=named)
            if row["gap"] > 0
            else _("Competencies to lean on less, without giving them up: {competencies}.", competencies=named),
        ]
        agreed.append(" ".join(sentence for sentence in sentences if sentence))
    display(
        say("### " + _("What to develop: {source}", source=results.source(source)) + f"\n\n{results.caveat(source)}"),
        say(
            _(
                "These gaps reach {points} points, from which on they deserve attention (Cameron & Quinn 2011):",
                points=points,
            )
            if is_large
            else _(
                "No gap reaches {points} points, from which on it deserves attention (Cameron & Quinn 2011). The widest gap in"
                " each direction:",
                points=points,
            )
            if agreed
            else _("There is no gap to go by.")
        ),
        say("\n".join(f"- {one}" for one in agreed)),
    )
    if agreed:
        display(
            gallery.show(
                agenda(results, source),
                f"agenda_{source}",
                _(
                    "From now to preferred, {source}: each arrow leads from the mean points now to those preferred, on a"
                    " line that begins at none; the bar at its head is the {confidence} interval of the gap. In strong colour: gaps of"
                    " {points} points or more.",
                    source=results.source(source),
                    points=points,
                    confidence=words.share(results.study["confidence"]),
                )
                if is_large
                else _(
                    "From now to preferred, {source}: each arrow leads from the mean points now to those preferred, on a"
                    " line that begins at none; the bar at its head is the {confidence} interval of the gap. In strong colour: the"
                    " widest gap in each direction, none of which reaches {points} points.",
                    source=results.source(source),
                    points=points,
                    confidence=words.share(results.study["confidence"]),
                ),
                " ".join(agreed),
                overall,
            )
        )

# %%
for source in results.sources("sector_scores"):
    sectors = results.whole("sector_scores", source).dropna(subset="mean").sort_values("mean")
    forces = results.whole("force_field", source)
    restraining = forces[forces["force"] == "restraining"].sort_values("distance")
    below = results.labels(sectors[sectors["unfavourable"].fillna(False).astype(bool)]["sector"].tolist())
    display(
        say(
            "### " + _("What stands in the way: {source}", source=results.source(source)) + "\n\n",
            _(
                "Lowest sectors: {sectors}.",
                sectors=words.listed(
                    [
                        f"{results.label(one['sector'])} ({words.estimate(one['mean'], one['ci_low'], one['ci_high'], 2)})"
                        for one in sectors.head(2).to_dict("records")
                    ]
                ),
            ),
            _("Unfavourable: {sectors}.", sectors=words.listed(below)) if below else "",
            _(
                "Statements that restrain most, by their distance from the midpoint of the scale: {statements}.",
                statements=words.listed(
                    [
                        f"{results.label(one['statement'])} "
                        f"({words.difference(one['distance'], one['ci_low'], one['ci_high'], 2)})"
                        for one in restraining.head(5).to_dict("records")
                    ]
                ),
            )
            if len(restraining)
            else _("No statement lies below the midpoint of the scale with its whole interval."),
        )
    )

# %%
if results.sources("ocai_gap"):
    display(
        say(
            _(
                "*Before acting*: agree what more and less of a type means here, and what it does not mean; choose few"
                " competencies; ask again, to see what has changed."
            )
        )
    )
