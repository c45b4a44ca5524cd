"""What was done, with its sources; what is simulated, what weights change, what limits the findings; the software."""

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import NamedTuple

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.findings import weighting
from competing_values.report.language import N_
from competing_values.report.references import full, references, short
from competing_values.report.results import Results
from competing_values.statistics.congruence import EQUAL
from competing_values.study.names import ALL

#: Packages whose versions a reader needs to make the results again.
PACKAGES = (
    "competing-values", "snakemake", "polars", "pandas", "numpy", "scipy", "matplotlib", "pydantic", "babel",
    "papermill", "nbconvert", "weasyprint",
)  # fmt: skip
#: Figures that are told unweighted and weighted: table, columns that name the row, column, unit, and what it is.
WEIGHTED = (
    ("question_answers", ("question", "category"), "share", 100, N_("share, %")),
    ("competencies", ("competency",), "share_high", 100, N_("rated high, %")),
    ("sector_scores", ("sector",), "mean", 1, N_("mean")),
    ("ocai_diagnosis", ("perspective",), "flexibility", 1, N_("flexibility, points")),
)


class Method(NamedTuple):
    """What was done, and the keys of the references that it rests on."""

    text: str
    sources: tuple[str, ...]


def used(results: Results) -> list[Method]:
    """The methods that this study needs, in the order of its chapters."""
    return [method for topic in TOPICS for method in topic(results)]


def paragraphs(results: Results) -> list[str]:
    """What was done, a paragraph a method, with its sources in brackets."""
    return [f"{method.text} ({'; '.join(map(short, method.sources))})" for method in used(results)]


def cited(results: Results) -> list[str]:
    """The sources of the methods in full, as a list of references has them."""
    keys = {key for method in used(results) for key in method.sources}
    return [full(key) for key in references() if key in keys]


def cleaning(results: Results) -> Iterator[Method]:
    """Rules that rows meet."""
    _ = results.language.gettext
    yield Method(
        _(
            "**Cleaning.** Every rule stands in the configuration, and every row that it meets is counted. Equal ratings in"
            " a row, ratings that hardly vary and answers faster than anyone reads are signs of careless answers."
        ),
        ("johnson2005", "huang2012", "dunn2018"),
    )


def culture(results: Results) -> Iterator[Method]:
    """Profiles of the OCAI, and how they are read."""
    _, words = results.language.gettext, results.language
    if not _has(results, "ocai_profile"):
        return
    yield Method(
        _(
            "**OCAI profile.** Respondents share {total} points between four types in each dimension; points that miss"
            " the total by a little are rescaled to it. A profile is the arithmetic mean, as the instrument's authors"
            " have it. Beside it stands the compositional centre, the closed geometric mean; a zero is replaced by a"
            " part of the step of {step} points in which respondents give them.",
            total=words.plain(results.ocai.total),
            step=words.plain(results.study["statistics"]["ocai_step"]),
        ),
        ("quinn1983", "cameron2011", "aitchison1986", "martin2003"),
    )
    yield Method(
        _(
            "**Leading type, strength, congruence.** Strength is the highest mean less the mean of the others;"
            " congruence counts the dimensions that the overall leading type leads too; neither is a merit. The probability"
            " that a type leads is that it exceeds all others by the multivariate t distribution about the means."
        ),
        ("cameron1985", "cameron2011", "genz1999"),
    )


def gaps(results: Results) -> Iterator[Method]:
    """Preferred minus now, where both were asked."""
    _, ocai = results.language.gettext, results.instrument.ocai
    if ocai and ocai.is_paired:
        yield Method(
            _(
                "**Gaps.** Preferred less now, over respondents who gave both, with paired t and d_z, the mean of the"
                " differences over their standard deviation, on points as they are. A gap of {points} points or more calls for"
                " change by Cameron & Quinn (2011). Taken together, the gaps are tested by Hotelling's T² on isometric"
                " log-ratios, since the four points sum to a total, and the correlations that this forces are no evidence.",
                points=results.language.plain(ocai.discrepancy),
            ),
            ("cameron2011", "cohen1988", "hotelling1931", "aitchison1986", "egozcue2003"),
        )


def ratings(results: Results) -> Iterator[Method]:
    """Sectors, their statements and their reliability."""
    _ = results.language.gettext
    if not _has(results, "sector_scores"):
        return
    yield Method(
        _(
            "**Sectors and statements.** A sector's score is a respondent's mean over its statements, reversed ones turned;"
            " means have t intervals. Sectors hold different statements, so that the lowest may be so by what was asked. The"
            " probability that a sector is the lowest is that it lies below all others by the multivariate t distribution"
            " about the means. Force field: statements whose interval lies above the midpoint of the scale are read as"
            " driving, those below as restraining. This is a convention of this project; Lewin's model does not name it."
        ),
        ("genz1999", "lewin1951"),
    )
    yield Method(
        _(
            "**Reliability.** Cronbach's alpha with Feldt's interval, and McDonald's omega total of one factor, fitted"
            " by maximum likelihood."
        ),
        ("cronbach1951", "feldt1987", "mcdonald1999"),
    )


def shares(results: Results) -> Iterator[Method]:
    """Shares of answers and of high self-ratings."""
    _ = results.language.gettext
    if _has(results, "question_answers") or _has(results, "competencies"):
        yield Method(_("**Shares.** Wilson's score intervals."), ("wilson1927",))


def drivers(results: Results) -> Iterator[Method]:
    """Sectors beside an outcome."""
    _ = results.language.gettext
    if _has(results, "drivers"):
        yield Method(
            _(
                "**Drivers.** The outcome is regressed on the sectors by least squares, the steps of its answers taken as"
                " equal. R² has the interval for predictors that are drawn with the outcome. Relative weights divide the"
                " explained variance between sectors that go together, with intervals by a parametric bootstrap; where the"
                " interval of R² holds 0, there are none. They tell of association, and of no cause."
            ),
            ("johnson2000", "fisher1928"),
        )


def groups(results: Results) -> Iterator[Method]:
    """Groups compared, and whether they agree within."""
    _ = results.language.gettext
    if not _has(results, "agreement"):
        return
    yield Method(
        _(
            "**Groups.** Means are compared by Welch's test, which allows for unequal variances, ordered"
            " answers by Kruskal and Wallis's test, other answers by χ². Every p value has an effect size with its"
            " interval beside it: ω², the share of the variance between groups; the like share of ranks, rank η²; Cramér's"
            " V; all three less what chance gives them; between two groups, Hedges' g or Cliff's delta. The interval of ω²"
            " takes standard deviations as equal: where they differ by a factor of more than two, it is approximate."
        ),
        ("welch1951", "kruskal1952", "hays1963", "steiger2004", "tomczak2014", "bergsma2013", "hedges1981", "feng2004"),
    )
    yield Method(
        _(
            "**Agreement.** ICC(1) is the share of variance between groups, ICC(2) the reliability of their means; rwg"
            " compares the variance within a group with that of answers at random, and AD is the average deviation from"
            " the mean."
        ),
        ("bliese2000", "klein2000", "james1984", "lebreton2008", "burke1999"),
    )
    if _has(results, "ocai_profile"):
        yield Method(
            _(
                "**Profiles of groups.** OCAI profiles as a whole are compared by Pillai's trace V on isometric log-ratios,"
                " single types on their points. The effect V/s, the mean share over the directions in which profiles can"
                " differ, is not corrected for chance: among many small groups it comes out large, and its interval then ends"
                " in it."
            ),
            ("pillai1955", "egozcue2003"),
        )


def comparability(results: Results) -> Iterator[Method]:
    """Whether statements mean the same in every group."""
    _, words = results.language.gettext, results.language
    if _has(results, "comparability"):
        yield Method(
            _(
                "**Comparability.** The statements of a sector are fitted by one factor, in each group and in the whole, and"
                " Tucker’s φ tells how alike the loadings are; {equal} or more is taken as equal. It is not told of groups so"
                " small that φ would fall below this by chance; how many respondents it takes follows from the loadings"
                " of the whole.",
                equal=words.plain(EQUAL),
            ),
            ("tucker1951", "lorenzo2006", "olkin1976"),
        )


def adjustment(results: Results) -> Iterator[Method]:
    """How p values allow for many tests."""
    _ = results.language.gettext
    families = _(
        "Families are, within a source and a group of respondents: the four overall gaps; the gaps of the dimensions; all tests of one breakdown; the"
        " pairs of groups of one variable; all changes between two waves; the profiles of two waves. Outside them lie the tests of now against preferred"
        " as a whole, those that agreement rests on, intervals, and whatever is compared between sources, breakdowns and"
        " families."
    )
    if results.study["statistics"]["adjust"] == "holm":
        said = _("**Many tests.** P values of a family of tests are adjusted by Holm's method.")
        yield Method(f"{said} {families}", ("holm1979",))
    else:
        said = _("**Many tests.** P values of a family of tests are adjusted by Benjamini and Hochberg's method.")
        yield Method(f"{said} {families}", ("benjamini1995",))


def raking(results: Results) -> Iterator[Method]:
    """Weights that fit the respondents to the population."""
    _ = results.language.gettext
    if _has(results, "weighting"):
        yield Method(
            _(
                "**Weights.** Raking fits the margins of the population in turn until they hold; no weight exceeds {trim}"
                " times the mean. Kish's design effect tells how many respondents the weights cost; intervals of weighted"
                " means come from linearised variances.",
                trim=results.language.plain(results.study["statistics"]["trim"]),
            ),
            ("deming1940", "kish1965"),
        )


def sampling(results: Results) -> Iterator[Method]:
    """How respondents were drawn, and what errors stand on."""
    _, words = results.language.gettext, results.language
    drawn = results.table("design", group_by=ALL)
    for source in [one for one in results.study["sources"] if one in set(drawn["source"])]:
        row = results.leading("design", source=source, group_by=ALL).iloc[0]
        yield Method(
            _(
                "**Sampling design of {source}.** Strata: {strata}; clusters, or respondents where none were drawn: {clusters};"
                " strata of one cluster, which are centred at the mean: {single}. Errors follow from the totals of clusters,"
                " on clusters less strata as degrees of freedom; groups are compared by the Wald test of their means, with"
                " Korn and Graubard's correction, and by that of Rao and Scott for categories. A group within one cluster"
                " speaks of it alone: its respondents are taken as independent. Pages show the version `{version}`; the"
                " tables have the others.",
                source=results.source(source),
                strata=words.number(row["strata"]),
                clusters=words.number(row["clusters"]),
                single=words.number(row["single_clusters"]),
                version=row["weights"],
            ),
            ("lumley2010", "korn1990", "rao1984"),
        )
    others = [results.source(one) for one in results.sources("flow") if one not in set(drawn["source"])]
    if others:
        yield Method(
            _(
                "**Independence.** It is not said how respondents of {sources} were drawn: they are taken as independent. Where"
                " groups were drawn whole, intervals ought to be √(1 + (m − 1) ICC(1)) times as wide, m being the respondents"
                " of a group: the column `widening` of the table `agreement`.",
                sources=words.listed(others),
            ),
            ("kish1965",),
        )


def change(results: Results) -> Iterator[Method]:
    """Waves compared, where there are several."""
    _, words = results.language.gettext, results.language
    if len(results.study["waves"]) == 1:
        return
    bounds = results.study["statistics"]["equivalence"]
    yield Method(
        _(
            "**Change between waves.** Welch's test, and two one-sided tests that a change is small: within"
            " {points} points of the OCAI, or {deviations} standard deviations of other scores.",
            points=words.plain(bounds["ocai"]),
            deviations=words.plain(bounds["other"]),
        )
        if _has(results, "ocai_profile")
        else _(
            "**Change between waves.** Welch's test, and two one-sided tests that a change is small: within"
            " {deviations} standard deviations.",
            deviations=words.plain(bounds["other"]),
        ),
        ("welch1947", "schuirmann1987"),
    )


def protection(results: Results) -> Iterator[Method]:
    """How respondents are protected: groups, single figures, and how precise figures are."""
    _ = results.language.gettext
    if results.is_confidential:
        return
    yield Method(
        _(
            "**Protection of respondents.** Before anything is estimated, groups of fewer than {fewest} respondents are"
            " merged into other groups, with more groups where the rest would otherwise tell of them; who did not state a"
            " group is in none. Left out are figures of a group in which fewer than {fewest} answered, in which all, or all"
            " but one, gave the same answer, or of which others would tell by subtraction. Estimates and tests see only"
            " what is left. Figures are rounded to steps of at most half of their standard error: the rounding costs next to"
            " nothing, and differences of figures do not tell what single people answered. The table `protection` says"
            " what was merged or left out.",
            fewest=results.study["min_cell"],
        ),
        ("hundepool2012",),
    )


#: What the methods of a study are about, in the order of its chapters.
TOPICS: tuple[Callable[[Results], Iterator[Method]], ...] = (
    cleaning, culture, gaps, ratings, shares, drivers, groups, comparability, adjustment, raking, sampling, change, protection,
)  # fmt: skip


def simulated(results: Results) -> str:
    """Which sources are simulated: drawn by the study itself, or declared as such."""
    _, words = results.language.gettext, results.language
    drawn = results.study["simulations"]
    said = [
        _(
            "{source}: answers of {respondents} respondents, drawn with the seed {seed}.",
            source=results.source(source),
            respondents=words.number(settings["respondents"]),
            seed=settings["seed"],
        )
        for source, settings in drawn.items()
    ]
    said += [
        _("{source}: the file was declared as simulated.", source=results.source(source))
        for source in results.study["simulated"]
        if source not in drawn
    ]
    return " ".join(said)


def simulation(results: Results) -> str:
    """How answers are drawn; empty where the study draws none."""
    _ = results.language.gettext
    if not results.study["simulations"]:
        return ""
    return _(
        "OCAI points are drawn from a logistic-normal model and given in steps; ratings follow a general and a"
        " sector's factor, with effects of groups; other answers have fixed shares. Slips, repeated rows and test"
        " entries are added as a real export has them. What an article cites holds by construction, and nothing"
        " computed from these answers says anything about an organisation."
    )


def cost_of_weights(results: Results, source: str) -> str:
    """What the weights of a source are for, and how many respondents they cost."""
    _, words = results.language.gettext, results.language
    effect = results.table("weighting", source=source, category=ALL).iloc[0]
    said = _(
        "The claims stand on unweighted figures, as the article's do. Weights bring the respondents to the"
        " population's margins; they cost a design effect of {deff}, so that {n} respondents count as"
        " {effective_n}. The table `weighting` has the margins.",
        deff=words.number(effect["deff"], 2),
        n=words.number(effect["n"]),
        effective_n=words.number(effect["effective_n"]),
    )
    return " ".join(filter(None, [said, weighting.assumed(results, source)]))


def unweighted_and_weighted(results: Results, source: str) -> HTML:
    """The main figures of a source without weights, and with them."""
    _ = results.language.gettext
    headings = {
        "what": _("Variable"),
        "figure": _("Figure"),
        "unweighted": _("Unweighted"),
        "weighted": _("Weighted"),
    }
    rows = [_beside(results, source, *figure) for figure in WEIGHTED]
    return html.table(results, pd.concat(rows), headings)


def limits(results: Results) -> list[str]:
    """What readers must keep in mind, from single sources to all figures."""
    _, study = results.language.gettext, results.study
    said = [results.purposive(source) for source in results.sources("flow")]
    for source in results.sources("weighting"):
        said += [weighting.remainder(results, source), weighting.assumed(results, source)]
    said += [
        _("These results tell what single people answered. They stay with the researcher.")
        if results.is_confidential
        else _(
            "Groups of fewer than {fewest} respondents are merged into other groups or left out, so nothing is said of them"
            " apart; figures are rounded, to protect respondents.",
            fewest=study["min_cell"],
        ),
        _(
            "Intervals have a confidence of {confidence}, each by itself. They tell of sampling, not of who did not answer:"
            " those who answered may think otherwise than those who did not.",
            confidence=results.language.share(study["confidence"]),
        ),
        _coverage(results),
    ]
    if results.instrument.ocai:
        said.append(
            _(
                "Points of the OCAI sum to a total: more of one type is less of others, so tests of single types, gaps and"
                " changes, which use points, hang together, and correlations of points are no evidence. Profiles as a whole"
                " are tested on log-ratios."
            )
        )
    if results.sources("competencies"):
        said.append(_("Self-ratings are what people say of themselves, and no test of what they can do."))
    if results.sources("drivers"):
        said.append(_("What goes with an outcome need not cause it: everything was asked at one time."))
    return [limit for limit in said if limit]


def _coverage(results: Results) -> str:
    """How often intervals hold what they should, where simulation found it to be otherwise than told."""
    _, share = results.language.gettext, results.language.share
    return _(
        "**How far intervals can be trusted.** In simulations most intervals of {nominal} held the true figure in"
        " {least} to {most} of the samples. Fewer did: means of ten skewed answers ({few}), weighted means and shares of"
        " ten to thirty respondents with very uneven weights ({uneven}), alpha of skewed answers ({skewed}), and ω² where"
        " spreads differ by a factor of three ({unequal}). Means of 20 agencies that were drawn whole, with 550"
        " respondents each, and not declared as clusters, were held in {clustered} where the agencies' means account for"
        " one per cent of the variance; declared, in {declared}. The test of four groups of five whole clusters each found"
        " differences where there were none in {whole} of the samples, that of three groups of twelve clusters with uneven"
        " weights in {twelve}, instead of {size}. Intervals of effects are wider than needed where nothing differs, and the"
        " probability of leading is told too low where a type is well ahead. The table stands in the documentation"
        " (validation).",
        nominal=share(0.95),
        least=share(0.93),
        most=share(0.97),
        few=share(0.929, 1),
        uneven=f"{share(0.897, 1)}–{share(0.921, 1)}",
        skewed=share(0.922, 1),
        unequal=share(0.928, 1),
        clustered=share(0.554, 1),
        declared=share(0.953, 1),
        whole=f"{share(0.118, 1)}–{share(0.139, 1)}",
        twelve=share(0.089, 1),
        size=share(0.05),
    )


def software() -> str:
    """The language and the packages that made the results, with their versions."""
    return f"Python {platform.python_version()}; " + "; ".join(f"{name} {version(name)}" for name in PACKAGES) + "."


def _has(results: Results, table: str) -> bool:
    return table in results.study["tables"]


def _beside(
    results: Results, source: str, table: str, key: tuple[str, ...], value: str, unit: int, said: str
) -> pd.DataFrame:
    """Rows of a table, with one figure unweighted and weighted."""
    plain, weighted = (
        results.table(table, source=source, group_by=ALL, weights=weights) for weights in ("none", "population")
    )
    names = plain[list(key)].agg(".".join, axis=1).tolist() if len(plain) else []
    return plain.assign(
        what=results.labels(names),
        figure=results.language.gettext(said),
        unweighted=plain[value] * unit,
        weighted=weighted[value] * unit,
    )
