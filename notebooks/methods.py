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
from competing_values.report.results import Results
from competing_values.study.names import discrepancy

results = Results(tables, language)
words = results.language
_ = words.gettext
study = results.study
present = set(study["tables"])
statistics = study["statistics"]
ocai = study["instrument"]["ocai"] or {"perspectives": []}

# %% What was done, and whom it rests on
methods = [
    (
        _(
            "**Cleaning.** Every rule stands in the configuration, and every row that it meets is counted. Equal ratings in"
            " a row, ratings that hardly vary and answers faster than anyone reads are signs of careless answers."
        ),
        ["Johnson 2005", "Huang et al. 2012", "Dunn et al. 2018"],
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
                total=words.plain(ocai["total"]),
                step=words.plain(statistics["ocai_step"]),
            ),
            ["Quinn & Rohrbaugh 1983", "Cameron & Quinn 2011", "Aitchison 1986", "Martín-Fernández et al. 2003"],
        ),
        (
            _(
                "**Leading type, strength, congruence.** Strength is the highest mean less the mean of the others;"
                " congruence counts the dimensions that the overall leading type leads too. The probability that a type leads"
                " in the population is the normal probability that it exceeds all others."
            ),
            ["Cameron 1985", "Cameron & Quinn 2011", "Genz 1992"],
        ),
    ]
if len(ocai["perspectives"]) > 1:
    methods.append(
        (
            _(
                "**Gaps.** Preferred less now, over respondents who gave both, with paired t and d_z, the mean of the"
                " differences over their standard deviation. A gap of {points} points or more calls for"
                " change. Taken together, the gaps are tested by Hotelling's T² on isometric log-ratios: points that sum to a"
                " total must not be correlated as they are.",
                points=words.plain(discrepancy(ocai)),
            ),
            ["Cameron & Quinn 2011", "Cohen 1988", "Hotelling 1931", "Aitchison 1986", "Egozcue et al. 2003"],
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
            ["Genz 1992", "Lewin 1951"],
        ),
        (
            _(
                "**Reliability.** Cronbach's alpha with Feldt's interval, and McDonald's omega total of one factor, fitted"
                " by maximum likelihood."
            ),
            ["Cronbach 1951", "Feldt et al. 1987", "McDonald 1999"],
        ),
    ]
if present & {"question_answers", "competencies"}:
    methods.append((_("**Shares.** Wilson's score intervals."), ["Wilson 1927"]))
if "drivers" in present:
    methods.append(
        (
            _(
                "**Drivers.** The outcome is regressed on the sectors by least squares. Relative weights divide the explained"
                " variance between sectors that go together; they tell of association, and of no cause."
            ),
            ["Johnson 2000"],
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
                "Welch 1951",
                "Kruskal & Wallis 1952",
                "Tomczak & Tomczak 2014",
                "Cramér 1946",
                "Hedges 1981",
                "Cliff 1993",
            ],
        ),
        (
            _(
                "**Agreement.** ICC(1) is the share of variance between groups, ICC(2) the reliability of their means; rwg"
                " compares the variance within a group with that of answers at random, and AD is the average deviation from"
                " the mean."
            ),
            [
                "Bliese 2000",
                "Klein & Kozlowski 2000",
                "James et al. 1984",
                "LeBreton & Senter 2008",
                "Burke et al. 1999",
            ],
        ),
    ]
if {"pairwise", "ocai_profile"} <= present:
    methods.append(
        (
            _("**Profiles of groups.** OCAI profiles are compared by Pillai's trace on isometric log-ratios."),
            ["Pillai 1955", "Egozcue et al. 2003"],
        )
    )
methods.append(
    (_("**Many tests.** P values of a family of tests are adjusted by Holm's method."), ["Holm 1979"])
    if statistics["adjust"] == "holm"
    else (
        _("**Many tests.** P values of a family of tests are adjusted by Benjamini and Hochberg's method."),
        ["Benjamini & Hochberg 1995"],
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
            ["Deming & Stephan 1940", "Kish 1965"],
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
            ["Welch 1951", "Schuirmann 1987"],
        )
    )
methods.append(
    (
        _(
            "**Disclosure control.** A group with fewer than {fewest} respondents behind any figure is hidden in every table;"
            " where its total would give it away, the next smallest groups are hidden beside it.",
            fewest=study["min_cell"],
        ),
        ["Hundepool et al. 2012"],
    )
)
display(
    say("### " + _("What was done")),
    *(say(paragraph, f"({'; '.join(sources)})") for paragraph, sources in methods),
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
    if study["instrument"]["ocai"]
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
references = {
    "Aitchison 1986": "Aitchison, J. (1986). The Statistical Analysis of Compositional Data. Chapman & Hall.",
    "Benjamini & Hochberg 1995": "Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful"
    " approach to multiple testing. Journal of the Royal Statistical Society B, 57.",
    "Bliese 2000": "Bliese, P. D. (2000). Within-group agreement, non-independence, and reliability. In K. J. Klein & S. W. J."
    " Kozlowski (Eds.), Multilevel Theory, Research, and Methods in Organizations. Jossey-Bass.",
    "Burke et al. 1999": "Burke, M. J., Finkelstein, L. M., & Dusig, M. S. (1999). On average deviation indices for estimating"
    " interrater agreement. Organizational Research Methods, 2.",
    "Cameron 1985": "Cameron, K. S. (1985). Cultural congruence, strength, and type: relationships to effectiveness. Paper"
    " presented to the Association for the Study of Higher Education.",
    "Cameron & Quinn 2011": "Cameron, K. S., & Quinn, R. E. (2011). Diagnosing and Changing Organizational Culture (3rd ed.)."
    " Jossey-Bass.",
    "Cliff 1993": "Cliff, N. (1993). Dominance statistics: ordinal analyses to answer ordinal questions. Psychological"
    " Bulletin, 114.",
    "Cohen 1988": "Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences (2nd ed.). Erlbaum.",
    "Cramér 1946": "Cramér, H. (1946). Mathematical Methods of Statistics. Princeton University Press.",
    "Cronbach 1951": "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16.",
    "Deming & Stephan 1940": "Deming, W. E., & Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when"
    " the expected marginal totals are known. Annals of Mathematical Statistics, 11.",
    "Dunn et al. 2018": "Dunn, A. M., Heggestad, E. D., Shanock, L. R., & Theilgard, N. (2018). Intra-individual response variability"
    " as an indicator of insufficient effort responding. Journal of Business and Psychology, 33.",
    "Egozcue et al. 2003": "Egozcue, J. J., Pawlowsky-Glahn, V., Mateu-Figueras, G., & Barceló-Vidal, C. (2003). Isometric logratio"
    " transformations for compositional data analysis. Mathematical Geology, 35.",
    "Feldt et al. 1987": "Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for coefficient alpha. Applied"
    " Psychological Measurement, 11.",
    "Genz 1992": "Genz, A. (1992). Numerical computation of multivariate normal probabilities. Journal of Computational and"
    " Graphical Statistics, 1.",
    "Hedges 1981": "Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related estimators."
    " Journal of Educational Statistics, 6.",
    "Holm 1979": "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of"
    " Statistics, 6.",
    "Hotelling 1931": "Hotelling, H. (1931). The generalization of Student's ratio. Annals of Mathematical Statistics, 2.",
    "Huang et al. 2012": "Huang, J. L., Curran, P. G., Keeney, J., Poposki, E. M., & DeShon, R. P. (2012). Detecting and deterring"
    " insufficient effort responding to surveys. Journal of Business and Psychology, 27.",
    "Hundepool et al. 2012": "Hundepool, A., et al. (2012). Statistical Disclosure Control. Wiley.",
    "James et al. 1984": "James, L. R., Demaree, R. G., & Wolf, G. (1984). Estimating within-group interrater reliability with and"
    " without response bias. Journal of Applied Psychology, 69.",
    "Johnson 2005": "Johnson, J. A. (2005). Ascertaining the validity of individual protocols from Web-based personality"
    " inventories. Journal of Research in Personality, 39.",
    "Johnson 2000": "Johnson, J. W. (2000). A heuristic method for estimating the relative weight of predictor variables in"
    " multiple regression. Multivariate Behavioral Research, 35.",
    "Kish 1965": "Kish, L. (1965). Survey Sampling. Wiley.",
    "Klein & Kozlowski 2000": "Klein, K. J., & Kozlowski, S. W. J. (Eds.) (2000). Multilevel Theory, Research, and Methods in"
    " Organizations. Jossey-Bass.",
    "Kruskal & Wallis 1952": "Kruskal, W. H., & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal of the"
    " American Statistical Association, 47.",
    "LeBreton & Senter 2008": "LeBreton, J. M., & Senter, J. L. (2008). Answers to 20 questions about interrater reliability"
    " and interrater agreement. Organizational Research Methods, 11.",
    "Lewin 1951": "Lewin, K. (1951). Field Theory in Social Science. Harper.",
    "Martín-Fernández et al. 2003": "Martín-Fernández, J. A., Barceló-Vidal, C., & Pawlowsky-Glahn, V. (2003). Dealing with zeros"
    " and missing values in compositional data sets using nonparametric imputation. Mathematical Geology, 35.",
    "McDonald 1999": "McDonald, R. P. (1999). Test Theory: A Unified Treatment. Erlbaum.",
    "Pillai 1955": "Pillai, K. C. S. (1955). Some new test criteria in multivariate analysis. Annals of Mathematical"
    " Statistics, 26.",
    "Quinn & Rohrbaugh 1983": "Quinn, R. E., & Rohrbaugh, J. (1983). A spatial model of effectiveness criteria: towards a"
    " competing values approach to organizational analysis. Management Science, 29.",
    "Schuirmann 1987": "Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach"
    " for assessing the equivalence of average bioavailability. Journal of Pharmacokinetics and Biopharmaceutics, 15.",
    "Tomczak & Tomczak 2014": "Tomczak, M., & Tomczak, E. (2014). The need to report effect size estimates revisited. Trends in Sport"
    " Sciences, 21.",
    "Welch 1951": "Welch, B. L. (1951). On the comparison of several mean values: an alternative approach. Biometrika, 38.",
    "Wilson 1927": "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the"
    " American Statistical Association, 22.",
}
cited = {source for _paragraph, sources in methods for source in sources}
listed = sorted(cited, key=[*references].index)
display(say("### " + _("References")), say("\n".join(f"- {references[source]}" for source in listed)))

# %% Software
packages = [
    "competing-values", "snakemake", "polars", "pandas", "numpy", "scipy", "matplotlib", "pydantic", "babel",
    "papermill", "nbconvert", "vl-convert-python", "weasyprint",
]  # fmt: skip
display(
    say("### " + _("Software")),
    say(f"Python {platform.python_version()};", "; ".join(f"{name} {version(name)}" for name in packages) + "."),
)
