# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/methods"
language = "en"

# %%
import platform
from importlib.metadata import version

import pandas as pd
from IPython.display import display

from competing_values.report.prose import html_table, say
from competing_values.report.references import full, references, short
from competing_values.report.results import Results

results = Results(tables, language)
words = results.language
_ = words.gettext
study = results.study
present = set(study["tables"])
statistics = study["statistics"]
ocai = results.instrument.ocai

# %% What was done, and whom it rests on
methods = [
    (
        _(
            "**Cleaning.** Every rule stands in the configuration, and every row that it meets is counted. Equal ratings in"
            " a row, ratings that hardly vary and answers faster than anyone reads are signs of careless answers."
        ),
        ["johnson2005", "huang2012", "dunn2018"],
    )
]
if "ocai_profile" in present:
    methods += [
        (
            _(
                "**OCAI profile.** Respondents share {total} points between four types in each dimension; points that miss"
                " the total by a little are rescaled to it. A profile is the arithmetic mean, as the instrument's authors"
                " have it. Beside it stands the compositional centre, the closed geometric mean; a zero is replaced by a"
                " part of the step of {step} points in which respondents give them.",
                total=words.plain(ocai.total),
                step=words.plain(statistics["ocai_step"]),
            ),
            ["quinn1983", "cameron2011", "aitchison1986", "martin2003"],
        ),
        (
            _(
                "**Leading type, strength, congruence.** Strength is the highest mean less the mean of the others;"
                " congruence counts the dimensions that the overall leading type leads too. The probability that a type leads"
                " in the population is the normal probability that it exceeds all others."
            ),
            ["cameron1985", "cameron2011", "genz1992"],
        ),
    ]
if ocai and ocai.is_paired:
    methods.append(
        (
            _(
                "**Gaps.** Preferred less now, over respondents who gave both, with paired t and d_z, the mean of the"
                " differences over their standard deviation. A gap of {points} points or more calls for"
                " change. Taken together, the gaps are tested by Hotelling's T² on isometric log-ratios: points that sum to a"
                " total must not be correlated as they are.",
                points=words.plain(ocai.discrepancy),
            ),
            ["cameron2011", "cohen1988", "hotelling1931", "aitchison1986", "egozcue2003"],
        )
    )
if "sector_scores" in present:
    methods += [
        (
            _(
                "**Sectors and statements.** A sector's score is a respondent's mean over its statements; means have t"
                " intervals. The probability that a sector is the lowest in the population is the normal probability that it"
                " lies below all others. Force field: statements whose interval lies above the midpoint of the scale drive"
                " change, those below restrain it."
            ),
            ["genz1992", "lewin1951"],
        ),
        (
            _(
                "**Reliability.** Cronbach's alpha with Feldt's interval, and McDonald's omega total of one factor, fitted"
                " by maximum likelihood."
            ),
            ["cronbach1951", "feldt1987", "mcdonald1999"],
        ),
    ]
if present & {"question_answers", "competencies"}:
    methods.append((_("**Shares.** Wilson's score intervals."), ["wilson1927"]))
if "drivers" in present:
    methods.append(
        (
            _(
                "**Drivers.** The outcome is regressed on the sectors by least squares. Relative weights divide the explained"
                " variance between sectors that go together; they tell of association, and of no cause."
            ),
            ["johnson2000"],
        )
    )
if "pairwise" in present:
    methods += [
        (
            _(
                "**Groups.** Means are compared by Welch's test, which allows for unequal variances, ordered"
                " answers by Kruskal and Wallis's test, other answers by χ². Every p value has an effect size beside it: η²,"
                " ε², Cramér's V; for two groups, Hedges' g or Cliff's delta. Where groups are many, η², ε² and V come out"
                " too large, while their intervals allow for it: so a small effect may lie above its interval."
            ),
            [
                "welch1951",
                "kruskal1952",
                "tomczak2014",
                "cramer1946",
                "hedges1981",
                "cliff1993",
            ],
        ),
        (
            _(
                "**Agreement.** ICC(1) is the share of variance between groups, ICC(2) the reliability of their means; rwg"
                " compares the variance within a group with that of answers at random, and AD is the average deviation from"
                " the mean."
            ),
            [
                "bliese2000",
                "klein2000",
                "james1984",
                "lebreton2008",
                "burke1999",
            ],
        ),
    ]
if {"pairwise", "ocai_profile"} <= present:
    methods.append(
        (
            _("**Profiles of groups.** OCAI profiles are compared by Pillai's trace on isometric log-ratios."),
            ["pillai1955", "egozcue2003"],
        )
    )
methods.append(
    (_("**Many tests.** P values of a family of tests are adjusted by Holm's method."), ["holm1979"])
    if statistics["adjust"] == "holm"
    else (
        _("**Many tests.** P values of a family of tests are adjusted by Benjamini and Hochberg's method."),
        ["benjamini1995"],
    )
)
if "weighting" in present:
    methods.append(
        (
            _(
                "**Weights.** Raking fits the margins of the population in turn until they hold; no weight exceeds {trim}"
                " times the mean. Kish's design effect tells how many respondents the weights cost; intervals of weighted"
                " means come from linearised variances.",
                trim=words.plain(statistics["trim"]),
            ),
            ["deming1940", "kish1965"],
        )
    )
if len(study["waves"]) > 1:
    methods.append(
        (
            _(
                "**Change between waves.** Welch's test, and two one-sided tests that a change is small: within"
                " {points} points of the OCAI, or {deviations} standard deviations of other scores.",
                points=words.plain(statistics["equivalence"]["ocai"]),
                deviations=words.plain(statistics["equivalence"]["other"]),
            )
            if "ocai_profile" in present
            else _(
                "**Change between waves.** Welch's test, and two one-sided tests that a change is small: within"
                " {deviations} standard deviations.",
                deviations=words.plain(statistics["equivalence"]["other"]),
            ),
            ["welch1947", "schuirmann1987"],
        )
    )
methods.append(
    (
        _(
            "**Disclosure control.** A group with fewer than {fewest} respondents behind any figure is hidden in every table;"
            " where its total would give it away, the next smallest groups are hidden beside it.",
            fewest=study["min_cell"],
        ),
        ["hundepool2012"],
    )
)
display(
    say("### " + _("What was done")),
    *(say(paragraph, f"({'; '.join(map(short, sources))})") for paragraph, sources in methods),
)

# %% What is simulated
if study["simulated"]:
    display(
        say("### " + _("What is simulated, and how")),
        say(
            *(
                _(
                    "{source}: answers of {respondents} respondents, drawn with the seed {seed}.",
                    source=results.source(source),
                    respondents=words.number(drawn["respondents"]),
                    seed=drawn["seed"],
                )
                for source, drawn in study["simulations"].items()
            ),
            *(
                _("{source}: the file was declared as simulated.", source=results.source(source))
                for source in study["simulated"]
                if source not in study["simulations"]
            ),
        ),
        say(
            _(
                "OCAI points are drawn from a logistic-normal model and given in steps; ratings follow a general and a"
                " sector's factor, with effects of groups; other answers have fixed shares. Slips, repeated rows and test"
                " entries are added as a real export has them. What an article cites holds by construction, and nothing"
                " computed from these answers says anything about an organisation."
            )
            if study["simulations"]
            else ""
        ),
    )

# %% Unweighted and weighted
weighting = results.table("weighting", category="all")
for source in results.sources("weighting"):
    effect = weighting[weighting["source"] == source].iloc[0]
    beside = []
    for name, key, value, scale, figure in (
        ("question_answers", "category", "share", 100, _("share, %")),
        ("competencies", "competency", "share_high", 100, _("rated high, %")),
        ("sector_scores", "sector", "mean", 1, _("mean")),
        ("ocai_diagnosis", "perspective", "flexibility", 1, _("flexibility, points")),
    ):
        rows = results.table(name, source=source, group_by="all")
        plain, weighted = (rows[rows["weights"] == kind].reset_index(drop=True) for kind in ("none", "population"))
        names = plain["question"] + "." + plain["category"] if name == "question_answers" else plain[key]
        beside.append(
            plain.assign(
                what=results.labels(names.tolist()),
                figure=figure,
                unweighted=plain[value] * scale,
                weighted=weighted[value] * scale,
            )
        )
    display(
        say("### " + _("Unweighted and weighted: {source}", source=results.source(source))),
        say(
            _(
                "The claims stand on unweighted figures, as the article's do. Weights bring the respondents to the"
                " population's margins; they cost a design effect of {deff}, so that {n} respondents count as"
                " {effective_n}. The table `weighting` has the margins.",
                deff=words.number(effect["deff"], 2),
                n=words.number(effect["n"]),
                effective_n=words.number(effect["effective_n"]),
            )
        ),
        html_table(
            words,
            pd.concat(beside),
            {"what": _("Variable"), "figure": _("Figure"), "unweighted": _("Unweighted"), "weighted": _("Weighted")},
        ),
    )

# %% Limits
limits = [results.caveat(source) for source in study["sources"]]
for source in results.sources("weighting"):
    margins = results.table("weighting", source=source).dropna(subset=["weighted_share", "population_share"])
    missed = (margins["weighted_share"] - margins["population_share"]).abs()
    for position in missed.nlargest(1).index:
        said = {
            "source": results.source(source),
            "difference": words.number(100 * missed[position], 2),
            "category": results.label(f"{margins['variable'][position]}.{margins['category'][position]}"),
        }
        limits.append(
            _(
                "**{source}: the weights do not bring the respondents to the population's margins.** The largest"
                " difference of shares that remains is {difference} percentage points ({category}); read weighted"
                " figures with care.",
                **said,
            )
            if missed[position] > 0.005
            else _(
                "{source}: the largest difference of a weighted share to the population's that remains is {difference}"
                " percentage points ({category}); respondents who left a margin unanswered keep their weight.",
                **said,
            )
        )
limits += [
    _(
        "Groups with fewer than {fewest} respondents are hidden, with others that would give them away.",
        fewest=study["min_cell"],
    ),
    _(
        "Intervals have a confidence of {confidence}. They tell of sampling, not of who did not answer: those who answered"
        " may think otherwise than those who did not.",
        confidence=words.share(study["confidence"]),
    ),
    _("Points of the OCAI sum to a total, so their correlations are no evidence; tests use log-ratios instead.")
    if ocai
    else "",
    _("Self-ratings are what people say of themselves, and no test of what they can do.")
    if results.sources("competencies")
    else "",
    _("What goes with an outcome need not cause it: everything was asked at one time.")
    if results.sources("drivers")
    else "",
]
display(say("### " + _("Limits")), say("\n".join(f"- {limit}" for limit in limits if limit)))

# %% Sources
cited = {source for _paragraph, sources in methods for source in sources}
listed = [key for key in references() if key in cited]
display(say("### " + _("References")), say("\n".join(f"- {full(key)}" for key in listed)))

# %% Software
packages = [
    "competing-values", "snakemake", "polars", "pandas", "numpy", "scipy", "matplotlib", "pydantic", "babel",
    "papermill", "nbconvert", "vl-convert-python", "weasyprint",
]  # fmt: skip
display(
    say("### " + _("Software")),
    say(f"Python {platform.python_version()};", "; ".join(f"{name} {version(name)}" for name in packages) + "."),
)
