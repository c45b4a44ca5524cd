# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Start here
# The results of a wave are plain tables. This notebook reads one, filters and sorts it, draws it and saves it; the other
# notebooks beside it are the chapters of the report, ready to be changed.
#
# Run a cell with Shift+Enter, from the top down. It is your copy: whatever you change, the report stays as it is.

# %% [markdown]
# Where the tables are, where you save to, and the language of labels (`en`, `kk` or `ru`):

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/start"
language = "en"

# %%
from pathlib import Path

import pandas as pd

from competing_values.report.chapter import opened
from competing_values.report.html import show

results, gallery = opened(tables, figures, language)
pd.options.display.max_colwidth = None  # texts are shown whole

# %% [markdown]
# ## Which tables are there?

# %%
results.tables()

# %% [markdown]
# What the columns of one of them mean:

# %%
results.columns("fields")

# %% [markdown]
# ## Read
# `results.table(name)` is a table as a pandas `DataFrame`. With `column="value"` it gives the rows that have that value;
# several may stand side by side. A name with a slip ends in an error that tells the nearest one: try `"feilds"`.

# %%
source = results.study["sources"][0]
fields = results.table("fields", source=source)
fields.head()

# %% [markdown]
# What whoever sees figures of this source must know, such as that its answers are simulated; nothing if there is nothing:

# %%
show(results.caveat(source))

# %% [markdown]
# ## Filter and sort
# Which answers were left out most often? First a share instead of a count, and names as readers know them.

# %%
fields["left_out"] = 100 * fields["missing"] / fields["n"]
fields["label"] = results.labels(fields["variable"].tolist())

# %% [markdown]
# Then the variables that somebody answered, the most often left out first:

# %%
asked = fields[fields["answered"] > 0]
most = asked.sort_values("left_out", ascending=False).head(10)
most[["label", "answered", "missing", "left_out"]].round(1)

# %% [markdown]
# ## Draw
# pandas draws what it holds. The last row is drawn at the top, so the order is turned round.

# %%
drawing = most[::-1].plot.barh(x="label", y="left_out", xlabel="left out, %", ylabel="", legend=False, figsize=(5, 3))

# %% [markdown]
# ## Save
# The rows for a spreadsheet, and the drawing for a text: both are then in the folder `figures/start`, beside this notebook.

# %%
folder = Path(figures)
folder.mkdir(parents=True, exist_ok=True)
most.to_csv(folder / "left_out.csv", index=False)
drawing.figure.savefig(folder / "left_out.png", dpi=300, bbox_inches="tight")

# %% [markdown]
# ## A figure of the report, drawn anew
# Each figure is a function of the tables, in `competing_values.report.figures`. It takes what you opened, and a source
# or several; this one draws rated statements, if your study has such.

# %%
from competing_values.report.figures.sectors import sector_means

sector_means(results, results.sources("sector_scores"))

# %% [markdown]
# The same for a talk in Russian, saved as a drawing that stays sharp at any size:

# %%
russian = opened(tables, figures, "ru").results
figure = sector_means(russian, russian.sources("sector_scores"))
figure.savefig(folder / "sectors_ru.svg")
figure

# %% [markdown]
# ## Go on
# What to put into a cell, as far as your study has such tables:
#
# | Question | Rows |
# |---|---|
# | Means of the sectors in each region | `results.table("sector_scores", group_by="region")` |
# | One group only | `results.table("sector_scores", group_by="gender", group="female")` |
# | The culture as it is now | `results.table("ocai_profile", perspective="now", dimension="overall")` |
# | Which groups differ | `results.table("pairwise", group_by="region")` |
# | Figures weighted to the population | `results.table("question_answers", weights="population")` |
# | A whole source, as the report shows it, without groups | `results.whole("question_answers", source)` |
#
# Small groups are merged into the group `other`. A figure that is left out of a group to protect its respondents is empty,
# and `dropna` leaves its row out; the table `protection` has the reasons. Labels of groups are
# `results.labels([…], of="region")`.
