# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/cleaning"
language = "en"

# %%
from IPython.display import display

from competing_values.report.figures.flow import flow
from competing_values.report.figures.gallery import Gallery
from competing_values.report.prose import say
from competing_values.report.results import Results
from competing_values.study.rules import RULES

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)
display(say(results.absence("flow")))

# %%
for source in results.sources("flow"):
    table = results.whole("flow", source)
    rows = table.set_index("step")["rows"]
    excluded = rows.drop(["raw", "kept"])
    commonest = excluded.idxmax() if excluded.sum() else None
    met = results.whole("cleaning_rules", source).query("action == 'flag' and rows > 0")
    flagged = [
        f"{_(RULES[rule].label)} ({words.number(count)})" for rule, count in met.set_index("rule")["rows"].items()
    ]
    finding = _(
        "Of {raw} rows {kept} are kept and {excluded} excluded.",
        raw=words.number(rows["raw"]),
        kept=words.number(rows["kept"]),
        excluded=words.number(excluded.sum()),
    )
    display(
        say(f"### {results.source(source)}\n\n{results.caveat(source)}"),
        say(
            finding,
            _("{share} of all rows are kept.", share=words.share(rows["kept"] / rows["raw"])) if rows["raw"] else "",
            _(
                "The commonest reason of exclusion: {reason} ({rows}).",
                reason=_(RULES[commonest].label),
                rows=words.number(excluded[commonest]),
            )
            if commonest
            else "",
            _("Rules are tried in the order shown, and a row counts under the first that excludes it."),
            _("Kept and flagged for the reader's judgement: {rules}.", rules=words.listed(flagged)) if flagged else "",
        ),
        gallery.show(
            flow(results, source),
            f"flow_{source}",
            _("From the raw file to the analysis: rows of {source}.", source=results.source(source)),
            finding,
            table,
        ),
    )
