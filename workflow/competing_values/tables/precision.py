"""How precise published figures are: as precise as they are known, and no more.

A figure that is rounded to at most half of its standard error loses nothing (the error grows by less than 1 %), and
sums that are known exactly (n × mean) become sums that are known roughly: a total less its parts, two bases that
differ by a few, or two waves no longer tell what single people said. For this to hold, no figure may be told twice in
different roundings. So the ends of an interval are the rounded estimate and rounded margins, and a difference of
published figures is the difference of the rounded figures, which readers can check by hand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from competing_values.errors import ContractError
from competing_values.statistics.shares import wilson
from competing_values.study.instrument import Instrument
from competing_values.study.names import GAP, OVERALL, TYPES, WITH_SCORE, WITHOUT_SCORE, part
from competing_values.tables.declared import COLUMNS, DECLARED

Floats = NDArray[np.float64]

#: Level of the Wilson interval that rounds a share: its half-width over 2 is a standard error that is never 0.
LEVEL = 0.95
#: Room for the last bits of a quotient: 0.15 / 0.1 is a half, whatever its bits.
FUZZ = 1e-12
#: Less than this is nothing: powers of ten end soon after.
TINY = 1e-280
CELL = ["source", "weights", "group_by", "group"]
INTERVAL = ("ci_low", "ci_high")
#: By so many steps, at most, a figure is rounded more coarsely than the rule asks for.
COARSEST = 4
EFFECT = ("effect_ci_low", "effect_ci_high")
#: Kinds of columns that hold figures.
FIGURES = {"number", "share", "count"}


def step(error: ArrayLike) -> Floats:
    """Largest of 1, 2 and 5 × 10ᵏ that is at most half of a standard error.

    Parameters
    ----------
    error
        Standard errors; any shape.

    Returns
    -------
    Array of that shape; NaN where the error is 0 or not known.

    Examples
    --------
    >>> step([0.1, 0.39, 0.41, 3.0]).tolist()
    [0.05, 0.1, 0.2, 1.0]
    """
    half = np.asarray(error, dtype=float) / 2
    half = np.where(half > 0, half, np.nan) * (1 + FUZZ)
    power = 10 ** np.floor(np.log10(half))
    leading = half / power
    return _clean(np.select([leading >= 5, leading >= 2, leading >= 1], [5 * power, 2 * power, power], np.nan))


def share_error(share: ArrayLike, n: ArrayLike) -> Floats:
    """Standard error of a share for rounding: half of the half-width of its Wilson interval, so that it is never 0."""
    low, high = wilson(share, n, LEVEL)
    return (high - low) / 4


def rounded(value: ArrayLike, to: ArrayLike) -> Floats:
    """Multiples of a step that are nearest to some values; halves away from zero, as people round.

    Missing where the value or its step is.

    Examples
    --------
    >>> rounded([0.15, -0.15, 7.3], [0.1, 0.1, 0.5]).tolist()
    [0.2, -0.2, 7.5]
    """
    value, to = np.asarray(value, dtype=float), np.asarray(to, dtype=float)
    return _clean(np.sign(value) * np.floor(np.abs(value) / to * (1 + FUZZ) + 0.5) * to)


def significant(value: ArrayLike, digits: int) -> Floats:
    """Values to some significant digits, halves away from zero.

    Examples
    --------
    >>> significant([12345.0, 0.00995, 0.0], 2).tolist()
    [12000.0, 0.01, 0.0]
    """
    value = np.asarray(value, dtype=float)
    size = np.where(value == 0, 1, np.maximum(np.abs(value), TINY))
    return rounded(value, 10 ** (np.floor(np.log10(size)) - digits + 1))


def _clean(value: Floats) -> Floats:
    """Values without the last bits that arithmetic left on them: to 12 significant digits, and 0 in place of −0."""
    value = np.array(value, dtype=float)
    size = np.abs(np.where(np.isfinite(value) & (value != 0), value, 1.0))
    decimals = 11 - np.floor(np.log10(size)).astype(int)
    for places in np.unique(decimals[np.abs(decimals) < 300]):
        value[decimals == places] = np.round(value[decimals == places], places)
    return value + 0.0


class Tables(NamedTuple):
    """The tables of a wave: as estimated, and those of them that are rounded already.

    `own` is the table at hand, as far as it is rounded. `coarser` says of its columns how many steps coarser than the
    rule rows are rounded, `waves` what means the waves have that are compared, as `means_of` gives them; `instrument` from where on figures have a name.
    """

    exact: Mapping[str, pd.DataFrame]
    published: Mapping[str, pd.DataFrame]
    coarser: Mapping[str, NDArray[np.int_]]
    waves: pd.Series
    instrument: Instrument
    own: pd.DataFrame

    def step(self, column: str, error: ArrayLike) -> Floats:
        """Step of a column by its standard error: `step`, or some steps more."""
        to, steps = step(error), self.coarser.get(column, np.zeros(1, dtype=int))
        for k in range(steps.max(initial=0)):
            to = np.where(steps > k, step(5 * to), to)
        return to


@dataclass(frozen=True)
class Estimate:
    """A figure that is rounded by its standard error.

    `error` names the column of the error, or computes it. `alike` are other readings of the same figure, rounded to
    the same step.
    """

    column: str
    error: str | Callable[[pd.DataFrame, Tables], Floats]
    interval: tuple[str, str] | None = None
    alike: tuple[str, ...] = ()

    def __call__(self, frame: pd.DataFrame, tables: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        error = _numbers(frame, self.error) if isinstance(self.error, str) else self.error(frame, tables)
        to = tables.step(self.column, error)
        return _with_margins(frame, self.column, to, self.interval) | {
            column: rounded(_numbers(frame, column), to) for column in self.alike
        }


@dataclass(frozen=True)
class Effect:
    """A coefficient or size of an effect: rounded by its interval, and to two significant digits where it has none.

    It has three significant digits at most: an interval that ends in the estimate is no finer for that.
    """

    column: str
    interval: tuple[str, str]

    def __call__(self, frame: pd.DataFrame, _: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        size = np.abs(_numbers(frame, self.column))
        finest = 10 ** (np.floor(np.log10(np.where(size > 0, size, 1))) - 2)
        to = np.fmax(_step_of(frame, self.interval), finest)
        found = _with_margins(frame, self.column, to, self.interval)
        alone = significant(_numbers(frame, self.column), 2)
        return found | {self.column: np.where(np.isnan(found[self.column]), alone, found[self.column])}


@dataclass(frozen=True)
class Share:
    """A share of the `n` who answered, rounded by its Wilson interval."""

    column: str
    interval: tuple[str, str] | None = None

    def __call__(self, frame: pd.DataFrame, tables: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        share = _numbers(frame, self.column)
        to = tables.step(self.column, share_error(np.clip(share, 0, 1), _numbers(frame, "n")))
        return {
            name: np.clip(figure, 0, 1) for name, figure in _with_margins(frame, self.column, to, self.interval).items()
        }


@dataclass(frozen=True)
class Derived:
    """A figure that follows from published ones: `figure` computes it from the tables that are rounded already.

    Where it cannot (NaN), the figure is rounded by its own interval.
    """

    column: str
    figure: Callable[[pd.DataFrame, Tables], Floats]
    interval: tuple[str, str] | None = None

    def __call__(self, frame: pd.DataFrame, tables: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        value = _clean(self.figure(frame, tables))
        if not self.interval:
            return {self.column: value}
        to = _step_of(frame, self.interval)
        by_itself = _with_margins(frame, self.column, to, self.interval)
        alone = np.isnan(self.figure(frame, tables._replace(published=tables.exact)))
        value = np.where(alone, by_itself[self.column], value)
        return {self.column: value} | _ends(frame, self.column, value, to, self.interval)


@dataclass(frozen=True)
class Decided:
    """What a figure is called, or whether it lies beyond a limit: decided by the rounded figure.

    By the exact one it would tell on which side of the limit that lies, where the rounded one is the limit itself.
    """

    decide: Callable[[pd.DataFrame, Instrument], Mapping[str, pd.Series]]

    def __call__(self, _: pd.DataFrame, tables: Tables) -> Mapping[str, Any]:
        """The decided columns of a table."""
        return self.decide(tables.own, tables.instrument)


@dataclass(frozen=True)
class Significant:
    """Figures with as many significant digits as tell something; whole numbers (degrees of freedom) stay exact."""

    columns: tuple[str, ...]
    digits: int

    def __call__(self, frame: pd.DataFrame, _: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        return {column: significant(_numbers(frame, column), self.digits) for column in self.columns}


@dataclass(frozen=True)
class Exact:
    """Figures that are told as they are: they say nothing of what few people answered."""

    columns: tuple[str, ...]

    def __call__(self, frame: pd.DataFrame, _: Tables) -> dict[str, pd.Series]:
        """The columns of a table."""
        return {column: frame[column] for column in self.columns if column in frame}


@dataclass(frozen=True)
class Freedom:
    """Degrees of freedom: whole ones follow from n, and stay; others, which follow from variances, have three digits."""

    columns: tuple[str, ...]

    def __call__(self, frame: pd.DataFrame, _: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        numbers = {column: _numbers(frame, column) for column in self.columns}
        return {name: np.where(df == np.round(df), df, significant(df, 3)) for name, df in numbers.items()}


@dataclass(frozen=True)
class FromTo:
    """Means of two waves, as the tables of these waves have them; of questions, which have none there, by their errors."""

    def __call__(self, frame: pd.DataFrame, tables: Tables) -> dict[str, Floats]:
        """The rounded columns of a table."""
        found = {}
        for side in ("from", "to"):
            own = rounded(_numbers(frame, f"{side}_mean"), step(_numbers(frame, f"{side}_se")))
            keys = pd.MultiIndex.from_frame(frame[[f"{side}_wave", *CELL, "variable"]])
            known = tables.waves.reindex(keys).to_numpy(dtype=float)
            found[f"{side}_mean"] = np.where(keys.isin(tables.waves.index), known, own)
        return found


Rule = Estimate | Effect | Share | Derived | Decided | Exact | FromTo | Significant | Freedom


def _numbers(frame: pd.DataFrame, column: str) -> Floats:
    return frame[column].to_numpy(dtype=float, na_value=np.nan)


def _step_of(frame: pd.DataFrame, interval: tuple[str, str]) -> Floats:
    """Step of a figure whose standard error is told by its interval: about half of the half-width."""
    low, high = (_numbers(frame, end) for end in interval)
    return step((high - low) / 4)


def _with_margins(frame: pd.DataFrame, column: str, to: Floats, interval: tuple[str, str] | None) -> dict[str, Floats]:
    """An estimate and its interval, rounded to a step."""
    value = rounded(_numbers(frame, column), to)
    return {column: value} | (_ends(frame, column, value, to, interval) if interval else {})


def _ends(frame: pd.DataFrame, column: str, value: Floats, to: Floats, interval: tuple[str, str]) -> dict[str, Floats]:
    """Ends of an interval as published figure and rounded margins: they tell nothing more of the estimate."""
    own, low, high = (_numbers(frame, name) for name in (column, *interval))
    below, above = (rounded(np.maximum(margin, 0), to) for margin in (own - low, high - own))
    return {interval[0]: _clean(value - below), interval[1]: _clean(value + above)}


#: Tables of means, and the column that says of what.
MEANS = {"sector_scores": "sector", "statement_scores": "statement"}
ALL_MEANS = MEANS | {"competencies": "competency"}


def _means(tables: Mapping[str, pd.DataFrame], of: Mapping[str, str] = MEANS) -> pd.Series:
    """Every mean of a score or statement: by source, weights, group_by, group and variable."""
    frames = [
        tables[table][[*CELL, key, "mean"]].rename(columns={key: "variable"})
        for table, key in of.items()
        if table in tables
    ]
    if "ocai_profile" in tables:
        profile = tables["ocai_profile"]
        profile = profile[profile["dimension"] == OVERALL]
        frames.append(profile.assign(variable=profile["perspective"] + "_" + profile["culture_type"]))
    found = pd.concat([frame[[*CELL, "variable", "mean"]] for frame in frames]) if frames else _NONE
    return found.set_index([*CELL, "variable"])["mean"].astype(float)


_NONE = pd.DataFrame(columns=[*CELL, "variable", "mean"])


def _mean_of(means: pd.Series, frame: pd.DataFrame, variable: pd.Series, group: str = "group") -> Floats:
    """The mean that each row of a table means; `group` names the column where its group stands."""
    columns = [frame[name] for name in (*CELL[:-1], group)]
    keys = pd.MultiIndex.from_arrays([*(column.astype(object) for column in columns), variable.astype(object)])
    return means.reindex(keys).to_numpy(dtype=float)


def _pair(frame: pd.DataFrame, tables: Tables) -> Floats:
    """First group's published mean minus the second's; NaN for what has no mean (Cliff's delta)."""
    means = _means(tables.published)
    first, second = (_mean_of(means, frame, frame["variable"], side) for side in ("group_a", "group_b"))
    return first - second


def _distance(frame: pd.DataFrame, tables: Tables) -> Floats:
    """Published mean of a statement minus the midpoint of its scale, which is the exact mean less the exact distance."""
    exact, published = (_mean_of(_means(found), frame, frame["statement"]) for found in tables[:2])
    return published - (exact - _numbers(frame, "distance"))


def _points(frame: pd.DataFrame, tables: Tables) -> Floats:
    """Published overall points of the four types: rows × types."""
    means = _means(tables.published)
    return np.column_stack([_mean_of(means, frame, frame["perspective"] + "_" + kind) for kind in TYPES])


def _strength(frame: pd.DataFrame, tables: Tables) -> Floats:
    """Highest type minus the mean of the other three, of published points."""
    points = np.sort(_points(frame, tables), axis=1)
    return np.asarray(np.round(points[:, -1] - points[:, :-1].mean(axis=1), 2))


def _flexibility(frame: pd.DataFrame, tables: Tables) -> Floats:
    """Published clan plus adhocracy."""
    return np.asarray(_points(frame, tables)[:, [0, 1]].sum(axis=1))


def _external_focus(frame: pd.DataFrame, tables: Tables) -> Floats:
    """Published adhocracy plus market."""
    return np.asarray(_points(frame, tables)[:, [1, 2]].sum(axis=1))


def _less(table: str, minuend: str, subtrahend: str) -> Callable[[pd.DataFrame, Tables], Floats]:
    """Difference of two columns of a table that are rounded before it."""

    def difference(_: pd.DataFrame, tables: Tables) -> Floats:
        return _numbers(tables.published[table], minuend) - _numbers(tables.published[table], subtrahend)

    return difference


def _less_with_score(frame: pd.DataFrame, tables: Tables) -> Floats:
    """Published mean of those without an OCAI score minus that of those with one; NaN in the rows of these."""
    found = tables.published["nonresponse"]
    means = found[found["group"] == WITH_SCORE].set_index(["source", "sector"])["mean"].astype(float)
    others = means.reindex(pd.MultiIndex.from_frame(frame[["source", "sector"]])).to_numpy()
    is_without = (frame["group"] == WITHOUT_SCORE).to_numpy()
    return np.where(is_without, _numbers(found, "mean") - others, np.nan)


def _bands(frame: pd.DataFrame, instrument: Instrument) -> Mapping[str, pd.Series]:
    """Band of a sector's mean, whether its whole interval lies there, and whether the mean is unfavourable."""
    if not (ratings := instrument.ratings):
        return {}
    band, low, high = (frame[column].map(ratings.band_of) for column in ("mean", *INTERVAL))
    found = {"band": band, "band_certain": low.eq(high).where(low.notna() & high.notna())}
    if ratings.unfavourable_below is not None:
        found["unfavourable"] = frame["mean"].lt(ratings.unfavourable_below).where(frame["mean"].notna())
    return found


def _force(frame: pd.DataFrame, _: Instrument) -> Mapping[str, pd.Series]:
    """Whether the whole interval of a statement lies above or below the midpoint."""
    low, high = (frame[end] for end in INTERVAL)
    force = pd.Series("neutral", index=frame.index).mask(low > 0, "driving").mask(high < 0, "restraining")
    return {"force": force.where(low.notna())}


def _discrepancy(frame: pd.DataFrame, instrument: Instrument) -> Mapping[str, pd.Series]:
    """Whether a gap is a tenth of the points or more, and whether its whole interval is."""
    if not (ocai := instrument.ocai):
        return {}
    nearest = pd.concat([frame["ci_low"], -frame["ci_high"]], axis=1).max(axis=1, skipna=False)
    return {
        "discrepancy": frame["gap"].abs().ge(ocai.discrepancy).where(frame["gap"].notna()),
        "discrepancy_certain": nearest.ge(ocai.discrepancy).where(nearest.notna()),
    }


def _share_of_all(frame: pd.DataFrame, _: Tables) -> Floats:
    """Standard error of the sample's share: n of a category among all who stated one."""
    stated = (
        frame.groupby(["source", "variable"], sort=False)["n"].transform("sum").to_numpy(dtype=float, na_value=np.nan)
    )
    return share_error(_numbers(frame, "n") / stated, stated)


MEAN = Estimate("mean", "se", INTERVAL)
SPREAD = Significant(("sd", "se"), 2)
PROBABILITY = Significant(("p", "p_adjusted"), 2)
STATISTIC = Significant(("statistic",), 3)

RANK = Exact(("rank",))

#: Table: the rules of its figures. Tables that later ones are derived from stand first. A figure without a rule is
#: refused: a new column says how precise it is.
PRECISION: dict[str, tuple[Rule, ...]] = {
    "ocai_profile": (Estimate("mean", "se", INTERVAL, alike=("centre",)), SPREAD, RANK),
    "sector_scores": (MEAN, SPREAD, Decided(_bands), Significant(("lowest_probability",), 2), RANK),
    "statement_scores": (MEAN, SPREAD, Share("share_low"), Share("share_high"), Exact(("median",)), RANK),
    "competencies": (MEAN, SPREAD, Share("share_high", ("share_high_ci_low", "share_high_ci_high"))),
    "design": (Exact(("strata", "clusters", "single_clusters", "df", "within_one")),),
    "flow": (Exact(("rows",)),),
    "cleaning_rules": (Exact(("rows",)),),
    "fields": (Exact(("answered", "missing", "out_of_range", "distinct")),),
    "weighting": (
        Exact(("population_share",)),
        Estimate("sample_share", _share_of_all), Estimate("weighted_share", _share_of_all),
        Significant(("deff", "effective_n"), 3),
    ),
    "response": (Exact(("population", "response_rate")),),
    "break_off": (Share("share", INTERVAL),),
    "nonresponse": (
        MEAN, SPREAD, Derived("difference", _less_with_score, ("difference_ci_low", "difference_ci_high")),
        Effect("effect_size", EFFECT),
    ),
    "raking": (
        Exact(("iterations",)), Significant(("margin_error", "largest_weight"), 2), Share("untrimmed_share"),
        Share("base_weight_share"),
    ),
    "ocai_gap": (
        Estimate("gap", "se", INTERVAL), Decided(_discrepancy), Significant(("se",), 2), STATISTIC, Freedom(("df",)), PROBABILITY,
        Effect("effect_size", EFFECT),
    ),
    "ocai_diagnosis": (
        Derived("strength", _strength), Derived("flexibility", _flexibility),
        Derived("external_focus", _external_focus),
        Significant(("dominance_probability", "aitchison_to_overall"), 2), Exact(("congruent_dimensions",)),
    ),
    "force_field": (Derived("distance", _distance, INTERVAL), Decided(_force)),
    "reliability": (
        Exact(("items",)), Effect("alpha", ("alpha_ci_low", "alpha_ci_high")),
        Significant(("omega_total", "mean_inter_item_r"), 2),
    ),
    "item_statistics": (Significant(("item_rest_r", "alpha_if_dropped"), 2),),
    "agreement": (
        Exact(("groups",)), Significant(("f",), 3),
        Significant(("p", "icc1", "icc2", "widening", "rwg_mean", "rwg_median", "ad_mean"), 2),
    ),
    "comparability": (Significant(("phi",), 3), Exact(("respondents_needed",))),
    "question_answers": (Share("share", INTERVAL),),
    "competency_ratings": (Share("share"),),
    "group_comparison": (STATISTIC, Freedom(("df1", "df2")), PROBABILITY, Effect("effect_size", EFFECT)),
    "pairwise": (
        Derived("difference", _pair, INTERVAL), STATISTIC, Freedom(("df",)), PROBABILITY,
        Effect("effect_size", EFFECT),
    ),
    "drivers": (
        Effect("r_squared", ("r_squared_ci_low", "r_squared_ci_high")), Effect("coefficient", INTERVAL),
        Effect("relative_weight", ("relative_weight_ci_low", "relative_weight_ci_high")),
    ),
    "protection": (),
    "not_estimable": (),
    "claims": (),
    "wave_profile": (STATISTIC, Freedom(("df1", "df2")), PROBABILITY, Effect("effect_size", EFFECT)),
    "wave_comparability": (Significant(("phi",), 3), Exact(("respondents_needed",))),
    "wave_change": (
        FromTo(), Derived("change", _less("wave_change", "to_mean", "from_mean"), INTERVAL),
        Significant(("from_se", "to_se"), 2), STATISTIC, Freedom(("df",)), PROBABILITY, Effect("effect_size", EFFECT),
        Significant(("equivalence_bound", "equivalence_p"), 2),
    ),
}  # fmt: skip


def _refuse_others(name: str, frame: pd.DataFrame, known: Iterable[str]) -> None:
    """Refuse figures of a table that no rule rounds.

    Raises
    ------
    ContractError
        Which they are.
    """
    columns = set(DECLARED[name].columns).intersection(frame.columns).difference(DECLARED[name].identity, ["n"])
    figures = {column for column in columns if COLUMNS[column][0] in FIGURES}
    if others := sorted(figures.difference(known)):
        raise ContractError(f"table {name}: no rule of `PRECISION` says how precise {', '.join(others)} may be")


#: Table and column: the variable that a row's figure is of, as `Coarser` names it.
VARIABLES: dict[tuple[str, str], Callable[[pd.DataFrame], list[str]]] = {
    ("ocai_profile", "mean"): lambda rows: [*map(part, rows["perspective"], rows["dimension"], rows["culture_type"])],
    ("ocai_gap", "gap"): lambda rows: [
        part(GAP, *key) for key in zip(rows["dimension"], rows["culture_type"], strict=True)
    ],
    ("sector_scores", "mean"): lambda rows: [*rows["sector"]],
    ("nonresponse", "mean"): lambda rows: [*rows["sector"]],
    ("statement_scores", "mean"): lambda rows: [*rows["statement"]],
    ("statement_scores", "share_low"): lambda rows: [*(rows["statement"] + ":low")],
    ("statement_scores", "share_high"): lambda rows: [*(rows["statement"] + ":high")],
    ("competencies", "mean"): lambda rows: [*rows["competency"]],
    ("competencies", "share_high"): lambda rows: [*(rows["competency"] + ":high")],
    ("question_answers", "share"): lambda rows: [*(rows["question"] + "=" + rows["category"])],
    ("competency_ratings", "share"): lambda rows: [*(rows["competency"] + "=" + rows["value"].map("{:g}".format))],
}  # fmt: skip

#: Tables of means over those who answered both perspectives.
PAIRED = ("ocai_gap",)
#: Source, variable, breakdown, group, and whether it is of `PAIRED`: by how many steps it is coarser than the rule.
Figure = tuple[str, str, str, str, bool]
Coarser = Mapping[Figure, int]


def figures(tables: Mapping[str, pd.DataFrame]) -> set[Figure]:
    """The figures of some tables that may be rounded more coarsely."""
    return {figure for table, column in VARIABLES for figure in _figures(table, column, tables.get(table, _NONE))}


def _figures(table: str, column: str, frame: pd.DataFrame) -> Iterator[Figure]:
    """The figure that each row of a table has in a column."""
    names = VARIABLES[table, column](frame) if len(frame) else []
    for name, (source, group_by, group) in zip(names, _keys(frame), strict=True):
        yield source, name, group_by, group, table in PAIRED


def _keys(frame: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    return zip(*(frame[name].tolist() for name in ("source", "group_by", "group")), strict=True)


def _steps_coarser(name: str, frame: pd.DataFrame, coarser: Coarser) -> dict[str, NDArray[np.int_]]:
    """Of each column of a table the steps by which its rows are coarser."""
    if not coarser:
        return {}
    found = {
        column: np.array([coarser.get(figure, 0) for figure in _figures(table, column, frame)], dtype=int)
        for table, column in VARIABLES
        if table == name
    }
    return {column: steps for column, steps in found.items() if steps.any()}


def means_of(waves: Mapping[str, Mapping[str, pd.DataFrame]]) -> pd.Series:
    """Published means of scores and ratings, by wave, source, weights, group_by, group and variable."""
    found = {wave: _means(tables, ALL_MEANS) for wave, tables in waves.items()}
    return pd.concat(found, names=["wave"]) if found else pd.Series(dtype=float)


def published(
    exact: Mapping[str, pd.DataFrame],
    instrument: Instrument,
    coarser: Coarser | None = None,
    waves: Mapping[str, Mapping[str, pd.DataFrame]] | None = None,
) -> dict[str, pd.DataFrame]:
    """Tables with every figure as precise as it is known.

    Parameters
    ----------
    exact
        Tables of a wave, or of trends, as estimated. All of a wave at once: differences are those of the rounded means.
    instrument
        The questionnaire.
    coarser
        Figures that would tell of few people, and by how many steps they are rounded more coarsely.
    waves
        Published tables of the waves that are compared.

    Returns
    -------
    The same tables and rows. A figure whose error is 0 or not known is empty: it cannot be rounded by it.

    Raises
    ------
    ContractError
        When a table has figures that no rule of `PRECISION` rounds.
    """
    done: dict[str, pd.DataFrame] = {}
    known = means_of(waves or {})
    for name in sorted(exact, key=list(PRECISION).index):
        columns: dict[str, Any] = {}
        steps = _steps_coarser(name, exact[name], coarser or {})
        for rule in PRECISION[name] if len(exact[name]) else ():
            own = exact[name].assign(**columns)
            tables = Tables(exact, done | {name: own}, steps, known, instrument, own)
            columns |= rule(exact[name], tables)
        if len(exact[name]):
            _refuse_others(name, exact[name], columns)
        done[name] = exact[name].assign(**columns)
    return {name: done[name] for name in exact}
