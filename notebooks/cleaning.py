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

from competing_values.figures.flow import REASONS, flow
from competing_values.figures.gallery import Gallery
from competing_values.prose import say
from competing_values.published import Published

published = Published(tables, language)
words = published.language
_ = words.gettext
gallery = Gallery(published, figures)
display(say(published.absence("flow")))

# %%
for source in published.sources("flow"):
    rows = published.whole("flow", source).set_index("step")["rows"]
    excluded = rows.drop(["raw", "kept"])
    commonest = excluded.idxmax() if excluded.sum() else None
    met = published.whole("cleaning_rules", source).query("action == 'flag' and rows > 0")
    flagged = [f"{REASONS[rule].lower()} ({count:,.0f})" for rule, count in met.set_index("rule")["rows"].items()]
    finding = f"Of {rows['raw']:,.0f} rows {rows['kept']:,.0f} are kept and {excluded.sum():,.0f} excluded."
    display(
        say(f"### {published.source(source)}\n\n{published.caveat(source)}"),
        say(
            finding,
            f"That is {words.share(rows['kept'] / rows['raw'])} of all rows." if rows["raw"] else "",
            f"The commonest reason is: {REASONS[commonest].lower()} ({excluded[commonest]:,.0f})." if commonest else "",
            "Rules are tried in the order shown, and a row counts under the first that excludes it.",
            f"Kept and flagged for the reader's judgement: {words.listed(flagged)}." if flagged else "",
        ),
        gallery.show(flow(published, source), f"flow_{source}", f"Rows of {published.source(source)}.", finding),
    )
