"""The published tables: the one place that says which there are and what their columns mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from competing_values.errors import ContractError
from competing_values.study.names import ALL

#: Kinds of columns that hold names, not figures; a `group` is the name of a group of respondents.
NAMES = {"text", "group"}
#: Every column of every table: its kind and its meaning.
COLUMNS: dict[str, tuple[str, str]] = {
    "wave": ("text", "wave of the study"),
    "source": ("text", "raw file of the wave, by its name in config.yaml"),
    "weights": (
        "text",
        "`none`; `design`: as respondents were drawn; `population`: raked to the margins of the population",
    ),
    "group_by": ("text", "breakdown, or `all` for the whole source"),
    "group": (
        "group",
        "category of the breakdown, `other` for those merged to protect their respondents, `missing` where it was not "
        "answered, `all` for the whole source",
    ),
    "n": ("count", "respondents that the row stands on"),
    "step": ("text", "`raw`, each reason of exclusion, `kept`; raw = kept + excluded"),
    "rows": ("count", "rows of the raw file"),
    "rule": ("text", "rule of cleaning, or of protection"),
    "action": ("text", "what the rule does: `exclude`, `flag` or `count`"),
    "variable": ("text", "variable of the study, by its canonical name"),
    "raw_name": ("text", "column of the raw file"),
    "answered": ("count", "rows with a valid answer"),
    "missing": ("count", "rows without an answer"),
    "out_of_range": ("count", "rows whose entry is no number, or none of the scale; treated as missing"),
    "distinct": ("count", "different valid answers"),
    "perspective": ("text", "`now` or `preferred`"),
    "dimension": ("text", "dimension of the OCAI, or `overall`: the mean over them"),
    "culture_type": ("text", "`clan`, `adhocracy`, `market` or `hierarchy`"),
    "mean": ("number", "mean, in points of the scale"),
    "sd": ("number", "standard deviation of the answers"),
    "se": ("number", "standard error of the mean; with weights linearised"),
    "ci_low": ("number", "lower end of the confidence interval"),
    "ci_high": ("number", "upper end of the confidence interval"),
    "centre": ("number", "compositional centre: closed geometric mean, in points"),
    "rank": ("count", "1 for the highest mean"),
    "gap": ("number", "preferred minus now, in points, over those who answered both perspectives"),
    "statistic": ("number", "test statistic"),
    "df": ("number", "degrees of freedom"),
    "df1": ("number", "degrees of freedom of the hypothesis"),
    "df2": ("number", "degrees of freedom of the error"),
    "p": ("share", "probability of a statistic at least as extreme if there were no difference"),
    "p_adjusted": ("share", "p, adjusted over the family"),
    "family": ("text", "the set of tests over which p was adjusted"),
    "effect_name": (
        "text",
        "name of the effect size: shares of variance and Cramér's V are corrected for chance, Pillai's V/s is not; "
        "`interval approximate` where standard deviations differ by a factor of more than two",
    ),
    "effect_size": ("number", "size of the effect"),
    "effect_ci_low": ("number", "lower end of the effect's confidence interval"),
    "effect_ci_high": ("number", "upper end of the effect's confidence interval"),
    "discrepancy": ("truth", "the gap is a tenth of the points to share or more, either way"),
    "discrepancy_certain": ("truth", "the whole interval of the gap is"),
    "dominant_type": ("text", "culture type with the highest mean"),
    "dominance_probability": ("share", "probability that the dominant type is the highest in the population"),
    "second_type": ("text", "culture type with the second highest mean"),
    "strength": ("number", "highest type minus the mean of the other three, in points"),
    "congruent_dimensions": ("count", "dimensions whose dominant type is the overall one"),
    "aitchison_to_overall": ("number", "mean Aitchison distance of the dimensions' centres to the overall centre"),
    "flexibility": ("number", "clan plus adhocracy, in points"),
    "external_focus": ("number", "adhocracy plus market, in points"),
    "sector": ("text", "sector of statements"),
    "band": ("text", "band of the mean, by the instrument"),
    "band_certain": ("truth", "the whole interval lies in one band"),
    "unfavourable": ("truth", "the mean is below the instrument's `unfavourable_below`"),
    "lowest_probability": ("share", "probability that this sector is the lowest in the population"),
    "statement": ("text", "statement, by its canonical name"),
    "median": ("number", "median answer"),
    "share_low": ("share", "share of answers below the instrument's `unfavourable_below`"),
    "share_high": ("share", "share of answers in the highest band, or at or above the instrument's `high`"),
    "share_high_ci_low": ("share", "lower end of the share's Wilson interval"),
    "share_high_ci_high": ("share", "upper end of the share's Wilson interval"),
    "distance": ("number", "mean minus the midpoint of the scale"),
    "force": ("text", "`driving`: the interval lies above the midpoint; `restraining`: below; else `neutral`"),
    "items": ("count", "statements of the sector"),
    "alpha": ("number", "Cronbach's alpha"),
    "alpha_ci_low": ("number", "lower end of Feldt's interval"),
    "alpha_ci_high": ("number", "upper end of Feldt's interval"),
    "omega_total": ("number", "McDonald's omega total of one factor"),
    "mean_inter_item_r": ("number", "mean correlation between the statements"),
    "item_rest_r": ("number", "correlation of the statement with the sum of the others"),
    "alpha_if_dropped": ("number", "alpha of the sector without the statement"),
    "groups": ("count", "groups that enter"),
    "icc1": ("number", "ICC(1): share of the variance that lies between groups"),
    "icc2": ("number", "ICC(2): reliability of the group means"),
    "widening": (
        "number",
        "how many times as wide intervals are if groups were drawn whole: √(1 + (n/groups − 1) ICC(1))",
    ),
    "strata": ("count", "strata that samples were drawn in"),
    "clusters": ("count", "clusters drawn; respondents, where none are named"),
    "single_clusters": ("count", "strata of one cluster, which are centred at the mean"),
    "within_one": (
        "count",
        "groups that lie in one cluster: figures speak of it alone, its respondents taken as independent",
    ),
    "f": ("number", "F of the one-way analysis of variance"),
    "rwg_mean": ("number", "mean over groups of within-group agreement rwg or rwg(j), uniform null"),
    "rwg_median": ("number", "median over groups of the same"),
    "ad_mean": ("number", "mean over groups of the average deviation from the mean, in points"),
    "phi": (
        "number",
        "Tucker's congruence of the sector's loadings on one factor with those in the whole, or a wave before; 0.95: equal",
    ),
    "respondents_needed": ("count", "fewest respondents whose φ is hardly ever below 0.95 by chance alone"),
    "question": ("text", "question, by its canonical name"),
    "category": ("text", "category of the answer"),
    "share": ("share", "share of those who answered"),
    "competency": ("text", "self-rated competency"),
    "value": ("number", "answer on the scale"),
    "test": ("text", "name of the test"),
    "group_a": ("group", "first group of the pair"),
    "group_b": ("group", "second group of the pair"),
    "difference": (
        "number",
        "mean of the first group minus mean of the second; of those without an OCAI score minus with",
    ),
    "outcome": ("text", "question that the drivers explain, scored 1 to k"),
    "coefficient": ("number", "regression coefficient: change of the outcome a point of the sector"),
    "r_squared": ("share", "share of the outcome's variance that all sectors together explain"),
    "r_squared_ci_low": ("share", "lower end of its interval"),
    "r_squared_ci_high": ("share", "upper end of its interval"),
    "relative_weight": (
        "share",
        "share of the explained variance (Johnson 2000); missing where the interval of R² holds 0",
    ),
    "relative_weight_ci_low": ("share", "lower end of its interval, by bootstrap"),
    "relative_weight_ci_high": ("share", "upper end of its interval, by bootstrap"),
    "population_share": ("share", "share in the population"),
    "sample_share": ("share", "share in the sample"),
    "weighted_share": ("share", "share in the sample after raking"),
    "block": ("text", "block of the questionnaire, or `completed`: answered to the end"),
    "difference_ci_low": ("number", "lower end of the interval of the difference"),
    "difference_ci_high": ("number", "upper end of the interval of the difference"),
    "assumed": ("truth", "the count of the population is an assumption of the study, and no published figure"),
    "population": ("number", "people in the population"),
    "response_rate": ("share", "respondents who were kept, as a share of the population"),
    "iterations": ("count", "times that raking fitted all margins in turn"),
    "margin_error": ("share", "largest difference between a weighted share and that of the population"),
    "largest_weight": ("number", "largest weight, in mean weights"),
    "untrimmed_share": ("share", "share of respondents whose weight lies below the largest that is allowed"),
    "base_weight_share": ("share", "share of respondents who left a margin unanswered: their weight stays 1"),
    "deff": ("number", "Kish's design effect of the weights"),
    "effective_n": ("number", "n divided by the design effect"),
    "claim": ("text", "claim of the article, by its id in the claims file"),
    "place": ("text", "where the article says it"),
    "kind": ("text", "how it is compared: `value`, `name`, `at_least`, `at_most`, `above`, `below`, or `none`"),
    "published": ("text", "the figure, the name or the bound that is compared with"),
    "computed": ("text", "what the pipeline computes"),
    "other_reading": ("text", "what it computes if the claim is read the other way"),
    "third_reading": ("text", "what it computes if the claim is read in a third way"),
    "tolerance": ("number", "largest difference that still counts as reproduced"),
    "verdict": (
        "text",
        "`reproduced`, `not reproduced`, `by construction` (it follows from the questionnaire, or from simulated answers) "
        "or `not testable`",
    ),
    "fails_if": ("text", "what the computed figure would have to be for the claim to fail"),
    "shown_in": ("text", "where the computed figure stands: table, column and row, or a part of the questionnaire"),
    "from_wave": ("text", "earlier wave"),
    "to_wave": ("text", "later wave"),
    "from_mean": ("number", "mean of the earlier wave"),
    "to_mean": ("number", "mean of the later wave"),
    "from_se": ("number", "standard error of the earlier mean"),
    "to_se": ("number", "standard error of the later mean"),
    "change": ("number", "later minus earlier mean"),
    "equivalence_bound": ("number", "largest change that counts as small"),
    "equivalence_p": ("share", "p of two one-sided tests that the change is small"),
    "table": ("text", "table whose figure is missing"),
    "item": ("text", "row of that table: its columns after `n` that tell rows apart"),
    "reason": ("text", "why the data cannot give the figure, or which groups left the test"),
    "reading": ("text", "`changed`, `changed, but little`, `shown to be small` or `undecided`"),
}

#: Whom a row tells of.
CELL = ("wave", "source", "weights", "group_by", "group")
#: What every table begins with.
ROW = (*CELL, "n")
#: A row that tells of a whole source, as it is: unweighted, no breakdown, no group.
WHOLE = {"weights": "none", "group_by": ALL, "group": ALL}


@dataclass(frozen=True)
class Table:
    """One published table.

    `key` names the columns that, after `ROW` without n, tell a row from all others: rows stand in the order of
    the study (sources, breakdowns, groups, then the key as the instrument lists it), within the values of `by`
    where another order goes before it (that of the article's claims). `needs` names the blocks
    without which a study has no such table. `groups` names the groups of which a row tells, each by two columns, its
    breakdown and itself: n counts the respondents of the first; a table that counts rows of the raw file tells of none.

    Raises
    ------
    ContractError
        When a column is not explained, or holds names of groups that are not declared as such: these would be
        published unseen.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    key: tuple[str, ...]
    values: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    by: str = "wave"

    def __post_init__(self) -> None:
        named = {column for pair in self.groups for column in pair}
        for column in (*self.key, *self.values, *named):
            if column not in COLUMNS:
                raise ContractError(f"table {self.name}: the column `{column}` has no kind and no meaning in COLUMNS")
        for column in (*self.key, *self.values):
            if COLUMNS[column][0] == "group" and column not in named:
                raise ContractError(f"table {self.name}: `{column}` names groups, and is not declared in `groups`")
        if missing := named.difference(self.columns):
            raise ContractError(f"table {self.name}: `groups` names columns that it has not: {', '.join(missing)}")

    def lacking(self, present: Iterable[str]) -> list[str]:
        """What it needs and is not present, in words; of blocks with `|` between them one is enough."""
        here = set(present)
        return [need.replace("|", " or ") for need in self.needs if here.isdisjoint(need.split("|"))]

    @property
    def identity(self) -> tuple[str, ...]:
        """Columns that tell a row from all others."""
        return (*CELL, *self.key)

    @property
    def order(self) -> tuple[str, ...]:
        """Columns whose rows of one value stand together, each within those before."""
        return (self.by, *CELL)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in their order."""
        return (*ROW, *self.key, *self.values)


#: The group of which most rows tell.
OF_ROW = (("group_by", "group"),)


def _table(
    name: str,
    title: str,
    needs: str,
    key: str,
    values: str,
    groups: tuple[tuple[str, str], ...] = OF_ROW,
    by: str = "wave",
) -> Table:
    return Table(name, title, tuple(needs.split()), tuple(key.split()), tuple(values.split()), groups, by)


#: The tables of a wave, in the order of the report.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("flow", "Rows from the raw file to the analysis", "", "step", "rows", groups=()),
        _table("cleaning_rules", "Rows that each rule of cleaning meets", "", "rule", "action rows", groups=()),
        _table("fields", "What ingestion found in each column", "", "variable",
               "raw_name answered missing out_of_range distinct", groups=()),
        _table("weighting", "Population, sample and weighted shares", "population", "variable category",
               "population_share sample_share weighted_share assumed deff effective_n", groups=(("variable", "category"),)),
        _table("design", "How respondents were drawn", "design", "", "strata clusters single_clusters df within_one"),
        _table("response", "Who answered, as a share of the population", "population", "variable category",
               "population response_rate assumed", groups=(("variable", "category"),)),
        _table("raking", "How the weights came about", "population", "",
               "iterations margin_error largest_weight untrimmed_share base_weight_share"),
        _table("break_off", "Where respondents broke off", "", "block", "share ci_low ci_high"),
        _table("nonresponse", "Sectors of those with and without an OCAI score", "ocai ratings", "sector",
               "mean sd se ci_low ci_high difference difference_ci_low difference_ci_high "
               "effect_size effect_ci_low effect_ci_high"),
        _table("ocai_profile", "OCAI profile", "ocai", "perspective dimension culture_type",
               "mean sd se ci_low ci_high centre rank"),
        _table("ocai_gap", "OCAI gaps from now to preferred", "ocai", "dimension culture_type",
               "gap se ci_low ci_high statistic df p p_adjusted family "
               "effect_size effect_ci_low effect_ci_high discrepancy discrepancy_certain"),
        _table("ocai_diagnosis", "Reading of the OCAI profile", "ocai", "perspective",
               "dominant_type dominance_probability second_type strength congruent_dimensions "
               "aitchison_to_overall flexibility external_focus"),
        _table("sector_scores", "Sectors", "ratings", "sector",
               "mean sd se ci_low ci_high band band_certain unfavourable rank lowest_probability"),
        _table("statement_scores", "Statements", "ratings", "statement sector",
               "mean sd se ci_low ci_high median share_low share_high rank"),
        _table("force_field", "Driving and restraining forces", "ratings", "statement sector",
               "distance ci_low ci_high force"),
        _table("reliability", "Reliability of the sectors", "ratings", "sector",
               "items alpha alpha_ci_low alpha_ci_high omega_total mean_inter_item_r"),
        _table("item_statistics", "Statements within their sector", "ratings", "statement sector",
               "item_rest_r alpha_if_dropped"),
        _table("agreement", "Agreement within groups", "breakdowns", "variable",
               "groups icc1 icc2 f p widening rwg_mean rwg_median ad_mean"),
        _table("comparability", "Whether statements mean the same in every group", "breakdowns ratings", "sector",
               "phi respondents_needed"),
        _table("question_answers", "Answers to the questions", "questions", "question category",
               "share ci_low ci_high"),
        _table("competencies", "Self-rated competencies", "self_ratings", "competency",
               "mean sd se ci_low ci_high share_high share_high_ci_low share_high_ci_high"),
        _table("competency_ratings", "Distribution of the self-ratings", "self_ratings", "competency value",
               "share"),
        _table("group_comparison", "Tests between groups, and of now against preferred", "", "variable test",
               "statistic df1 df2 p p_adjusted family effect_name effect_size effect_ci_low effect_ci_high"),
        _table("pairwise", "Pairs of groups", "breakdowns", "variable group_a group_b",
               "difference ci_low ci_high statistic df p p_adjusted family effect_size effect_ci_low effect_ci_high",
               groups=(*OF_ROW, ("group_by", "group_a"), ("group_by", "group_b"))),
        _table("drivers", "Sectors as drivers of the outcome", "ratings questions|self_ratings", "outcome sector",
               "r_squared r_squared_ci_low r_squared_ci_high coefficient ci_low ci_high "
               "relative_weight relative_weight_ci_low relative_weight_ci_high"),
        _table("protection", "What was merged or left out to protect respondents", "", "variable rule", ""),
        _table("not_estimable", "What the data cannot give, and why", "", "table item", "reason", by="table"),
        _table("claims", "Claims of the article", "claims", "claim",
               "place kind published computed other_reading third_reading tolerance verdict fails_if shown_in", by="claim"),
    )
}  # fmt: skip

#: What compares waves.
TRENDS: dict[str, Table] = {
    "wave_change": _table(
        "wave_change", "Change between waves", "", "variable from_wave to_wave",
        "from_mean from_se to_mean to_se change ci_low ci_high statistic df p p_adjusted family "
        "effect_size effect_ci_low effect_ci_high equivalence_bound equivalence_p reading",
    ),
    "wave_profile": _table(
        "wave_profile", "Profiles as a whole in two waves", "ocai", "variable from_wave to_wave",
        "statistic df1 df2 p p_adjusted family effect_name effect_size effect_ci_low effect_ci_high",
    ),
    "wave_comparability": _table(
        "wave_comparability", "Whether statements mean the same in two waves", "ratings", "sector from_wave to_wave",
        "phi respondents_needed",
    ),
}  # fmt: skip

#: All of them.
DECLARED = TABLES | TRENDS


def tables_of(blocks: Iterable[str]) -> list[str]:
    """Names of the tables that a study with these blocks writes for each wave, in their order.

    Parameters
    ----------
    blocks
        Kinds of blocks of the questionnaire, and ``population``, ``design`` and ``claims`` where a study has these.
    """
    present = set(blocks)
    return [name for name, table in TABLES.items() if not table.lacking(present)]
