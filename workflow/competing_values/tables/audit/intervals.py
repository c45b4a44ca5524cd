"""What published tables tell: every figure as the interval that its digits leave open.

Only files that leave the machine are read: nothing here knows how figures were estimated, rounded or protected.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

from competing_values.study.blocks.base import Scale
from competing_values.study.instrument import Instrument
from competing_values.study.names import GAP, NOW, OVERALL, PREFERRED, TYPES, part
from competing_values.tables.declared import COLUMNS

Floats = NDArray[np.float64]

#: Steps to which figures are rounded, ascending.
LADDER: Floats = np.array([mantissa * 10.0**power for power in range(-10, 3) for mantissa in (1, 2, 5)])

#: What identifies a set of respondents and what they were asked: `base` tells apart who of a cell is counted.
SET = ("wave", "source", "variable", "base", "group_by", "group")
CELL = ("wave", "source", "group_by", "group")
OWN, PAIRED = "own", "paired"
GAPS = "ocai_gap"


class Published(NamedTuple):
    """The published files of one or several waves.

    `tables` holds each table of all waves as text, as it is written; `studies` what `study.json` says of each wave.
    """

    tables: Mapping[str, pl.DataFrame]
    studies: Mapping[str, Mapping[str, Any]]

    @property
    def instrument(self) -> Instrument:
        """The questionnaire; one serves all waves."""
        told = next(iter(self.studies.values()), {}).get("instrument", {})
        return Instrument.model_validate(told)

    @property
    def confidence(self) -> float:
        """Coverage of the intervals."""
        return next((float(study.get("confidence", 0.95)) for study in self.studies.values()), 0.95)


def read(folders: Sequence[Path]) -> Published:
    """Read what is published of some waves, and of `trends`, from their folders or from the `tables` folder within."""
    files = [path for path in (_tables(folder) / "study.json" for folder in folders) if path.is_file()]
    studies = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return read_tables(folders)._replace(studies={str(study["wave"]): study for study in studies})


def read_tables(folders: Iterable[Path]) -> Published:
    """The same, without what ``study.json`` says, which may not be there yet."""
    return together(
        [parsed({path.stem: path.read_text("utf-8") for path in _tables(one).glob("*.csv")}, {}) for one in folders]
    )


def _tables(folder: Path) -> Path:
    return folder / "tables" if (folder / "tables").is_dir() else folder


def parsed(texts: Mapping[str, str], study: Mapping[str, Any]) -> Published:
    """The tables of a wave, by name, as they are written, and what `study.json` says of it; {} for what compares waves."""
    frames = {name: pl.read_csv(text.encode(), infer_schema=False) for name, text in sorted(texts.items())}
    return Published(frames, {str(study["wave"]): study} if study else {})


def together(found: Sequence[Published]) -> Published:
    """The tables of several waves as one."""
    parts: dict[str, list[pl.DataFrame]] = {}
    for one in found:
        for name, frame in one.tables.items():
            parts.setdefault(name, []).append(frame)
    tables = {name: pl.concat(frames, how="diagonal").fill_null("") for name, frames in parts.items()}
    return Published(tables, {wave: study for one in found for wave, study in one.studies.items()})


def kind(column: str) -> str:
    """Whether a column holds `text`, a `count`, a `number`, a `share` or a `truth`; what is not declared is text."""
    return COLUMNS.get(column, ("text", ""))[0]


def numbers(frame: pl.DataFrame, column: str) -> Floats:
    """A column as numbers, NaN where it is empty or not there."""
    if column not in frame.columns:
        return np.full(len(frame), np.nan)
    return frame[column].cast(pl.Float64, strict=False).to_numpy().astype(float)


def written_step(figures: ArrayLike, at_most: ArrayLike, at_least: ArrayLike = 0.0) -> Floats:
    """Step of 1, 2 or 5 × 10ᵏ of which all figures of a row are multiples: they may be rounded to it.

    Parameters
    ----------
    figures
        Array rows × figures that are rounded alike; NaN where there is none.
    at_most, at_least
        Arrays (rows): what the step is likely to be. The largest that fits is taken, no larger than `at_most`, since
        chance makes multiples of large ones; a larger one only where the others are below `at_least`.

    Returns
    -------
    Array (rows); the smallest step where none fits.
    """
    values = np.asarray(figures, dtype=float)[:, :, None]
    multiples = values / LADDER
    off = np.abs(multiples - np.rint(multiples))
    fits = (np.isnan(values) | (off <= 1e-9 * np.abs(multiples) + 1e-6)).all(axis=1)
    likely = fits & (np.asarray(at_most, dtype=float)[:, None] >= LADDER * (1 - 1e-9))
    step = LADDER[np.where(likely, np.arange(len(LADDER)), 0).max(axis=1)]
    coarser = fits & ~likely
    return np.where(
        (step < np.nan_to_num(at_least) * (1 - 1e-9)) & coarser.any(axis=1), LADDER[coarser.argmax(axis=1)], step
    )


def rule_step(se: ArrayLike) -> Floats:
    """Largest step of 1, 2 or 5 × 10ᵏ that is at most half of a standard error; the smallest for one of 0 or NaN."""
    half = np.nan_to_num(np.asarray(se, dtype=float), nan=0.0) / 2
    return LADDER[np.maximum(np.searchsorted(LADDER, half * (1 + 1e-9), side="right") - 1, 0)]


def wilson_half_width(share: ArrayLike, n: ArrayLike, confidence: float) -> Floats:
    """Half the width of Wilson's interval (Wilson, E. B., 1927) of a share of n respondents."""
    p, size = np.clip(np.asarray(share, dtype=float), 0, 1), np.asarray(n, dtype=float)
    z = float(ndtri((1 + confidence) / 2))
    return z * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2)) / (1 + z**2 / size)


def significant_digits(figures: Iterable[str]) -> NDArray[np.int64]:
    """How many significant digits figures are written with; trailing zeros count for none."""
    return np.array([_digits(figure) for figure in figures], dtype=np.int64)


def _digits(figure: str) -> int:
    mantissa = figure.lower().split("e")[0].lstrip("+-").replace(".", "").strip("0")
    return len(mantissa)


class Figures(NamedTuple):
    """One kind of published figure: a mean, a share or a difference that is a sum of answers over n.

    `beside` are figures of the row that are rounded as the value is; `ends` the interval's two, where the value lies
    in their middle. `shift` is added to the value. Without a scale (`least`, `most`) only its digits count. `trust` is
    the part of the interval's width from which the smallest standard error follows.
    """

    table: str
    variable: pl.Expr
    base: str
    value: str
    se: str | None
    beside: tuple[str, ...]
    ends: tuple[str, str] | None
    least: pl.Expr
    most: pl.Expr
    is_whole: bool
    is_share: bool = False
    shift: float = 0.0
    wave: str = "wave"
    trust: float = 1.0


INTERVAL = ("ci_low", "ci_high")


def kinds_of_figures(instrument: Instrument) -> list[Figures]:
    """Every kind of figure from which a sum of answers follows."""
    column, one, zero = pl.col, pl.lit(1.0), pl.lit(0.0)

    def share(table: str, variable: pl.Expr, value: str, beside: tuple[str, ...] = ()) -> Figures:
        return Figures(table, variable, OWN, value, None, beside, None, zero, one, True, is_share=True)

    found = []
    if ocai := instrument.ocai:
        total = pl.lit(ocai.total)

        def of(perspective: pl.Expr) -> pl.Expr:
            overall = pl.concat_str(perspective, column("culture_type"), separator="_")
            by_dimension = pl.concat_str(perspective, column("dimension"), column("culture_type"), separator="_")
            return pl.when(column("dimension") == OVERALL).then(overall).otherwise(by_dimension)

        found += [
            Figures(
                "ocai_profile", of(column("perspective")), OWN, "mean", "se", INTERVAL, INTERVAL, zero, total, False
            ),
            Figures("ocai_gap", of(pl.lit("gap")), PAIRED, "gap", None, INTERVAL, INTERVAL, -total, total, False),
        ]
        for name in ("flexibility", "external_focus"):
            variable = pl.concat_str(column("perspective"), pl.lit(name), separator="_")
            found.append(Figures("ocai_diagnosis", variable, OWN, name, None, (), None, zero, total, False))
    if ratings := instrument.ratings:
        least, most = (pl.lit(float(end)) for end in (ratings.scale.min, ratings.scale.max))
        statement = column("statement")
        found += [
            Figures("sector_scores", column("sector"), OWN, "mean", "se", INTERVAL, INTERVAL, least, most, False),
            Figures("nonresponse", column("sector"), OWN, "mean", "se", INTERVAL, INTERVAL, least, most, False),
            Figures("statement_scores", statement, OWN, "mean", "se", INTERVAL, INTERVAL, least, most, True),
            Figures("force_field", statement, OWN, "distance", None, INTERVAL, INTERVAL, least, most, True,
                    shift=ratings.scale.middle),
            share("statement_scores", statement + ":low", "share_low"),
            share("statement_scores", statement + ":high", "share_high"),
        ]  # fmt: skip
    if rated := instrument.self_ratings.members:
        competency = column("competency")
        least, most = (
            competency.replace_strict({name: float(getattr(rating.scale, end)) for name, rating in rated.items()},
                                      default=None, return_dtype=pl.Float64)
            for end in ("min", "max")
        )  # fmt: skip
        wilson = ("share_high_ci_low", "share_high_ci_high")
        found += [
            Figures("competencies", competency, OWN, "mean", "se", INTERVAL, INTERVAL, least, most, True),
            share("competencies", competency + ":high", "share_high", wilson),
            share("competency_ratings", pl.concat_str(competency, column("value"), separator="="), "share"),
        ]
    answer = pl.concat_str(column("question"), column("category"), separator="=")
    found.append(share("question_answers", answer, "share", INTERVAL))
    low, high = (
        column("variable").replace_strict(ends, default=None, return_dtype=pl.Float64) for ends in _scales(instrument)
    )
    for wave, value in (("from_wave", "from_mean"), ("to_wave", "to_mean")):
        found.append(
            Figures("wave_change", column("variable"), OWN, value, None, (), None, low, high, False, wave=wave)
        )
    unknown = pl.lit(None)
    differences = [
        ("wave_change", column("variable") + ":change", "change"),
        ("pairwise", pl.concat_str("variable", pl.lit(":"), "group_a", pl.lit("-"), "group_b"), "difference"),
        ("drivers", pl.concat_str("outcome", pl.lit(":"), "sector"), "coefficient"),
    ]
    for table, variable, value in differences:
        interval = Figures(table, variable, "", value, None, INTERVAL, INTERVAL, unknown, unknown, False, trust=0.5)
        found.append(interval)
    return found


def _scales(instrument: Instrument) -> tuple[dict[str, float], dict[str, float]]:
    """Lowest and highest value of every score that is compared between waves."""
    ends: dict[str, tuple[float, float]] = {}
    if ocai := instrument.ocai:
        ends |= {part(p, OVERALL, t): (0.0, ocai.total) for p in ocai.perspectives for t in TYPES}
    if ratings := instrument.ratings:
        ends |= dict.fromkeys(ratings.sectors, (float(ratings.scale.min), float(ratings.scale.max)))
    ends |= {
        name: (float(rating.scale.min), float(rating.scale.max))
        for name, rating in instrument.self_ratings.members.items()
    }
    ends |= {name: (1.0, float(len(answers))) for name, answers in instrument.questions.ordinal().items()}
    return {name: low for name, (low, _) in ends.items()}, {name: high for name, (_, high) in ends.items()}


def figures(published: Published) -> pl.DataFrame:
    """Every published mean, share and gap, with the interval of what was rounded to it.

    Returns
    -------
    DataFrame with ``table, weights``, the columns of `SET`, ``n``, the interval ``low`` to ``high`` of the value, the
    scale's ends ``least`` and ``most``, ``is_whole`` (answers are whole numbers), ``step`` that the digits show and
    ``rule``, the smallest step that the standard error allows for (NaN where it is not known).
    """
    found = [
        _read(published, kind) for kind in kinds_of_figures(published.instrument) if kind.table in published.tables
    ]
    known = [frame for frame in found if frame is not None]
    return pl.concat([*known, *_of_both(pl.concat(known))]) if known else pl.DataFrame()


def _of_both(figures: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Means now, and preferred, of those who answered both: where nobody gave the other alone, its mean and the gap."""
    cell = ["weights", "wave", "source", "group_by", "group", "n"]
    gaps = figures.filter(pl.col("table") == GAPS)
    for side, other, sign in ((NOW, PREFERRED, -1), (PREFERRED, NOW, 1)):
        beside = figures.filter(pl.col("table") == "ocai_profile").select(
            *cell, pl.col("variable").str.replace(f"^{other}_", f"{GAP}_"), "least", "most", "low", "high"
        )
        joined = gaps.drop("least", "most").join(beside, on=[*cell, "variable"], suffix="_other")
        ends = ("low", "high") if sign > 0 else ("high", "low")
        yield joined.with_columns(
            pl.col("variable").str.replace(f"^{GAP}_", f"{side}_"),
            *(
                (pl.col(f"{end}_other") + sign * pl.col(of_gap)).alias(end)
                for end, of_gap in zip(("low", "high"), ends, strict=True)
            ),
            pl.lit(None, pl.Float64).alias("step"),
            pl.lit(None, pl.Float64).alias("rule"),
        ).select(figures.columns)


def _read(published: Published, kind: Figures) -> pl.DataFrame | None:
    frame = published.tables[kind.table]
    if kind.value not in frame.columns:
        return None
    frame = frame.filter(pl.col(kind.value) != "")
    if kind.value == "change":
        change, ends = (
            pl.col("change").cast(pl.Float64),
            [pl.col(name).cast(pl.Float64) for name in ("to_mean", "from_mean")],
        )
        frame = frame.filter(
            ((change - (ends[0] - ends[1])).abs() < 1e-9).not_().fill_null(value=True)
        )  # anybody can take it
    if kind.table == "pairwise":
        frame = _not_of_means(frame, published)
    value, n = numbers(frame, kind.value), numbers(frame, "n")
    beside = np.column_stack([value, *(numbers(frame, column) for column in kind.beside)]) + kind.shift
    names = frame.select(
        pl.lit(kind.table).alias("table"),
        pl.col("weights"),
        pl.col(kind.wave).alias("wave"),
        pl.col("source"),
        kind.variable.alias("variable"),
        pl.lit(kind.base).alias("base"),
        pl.col("group_by"),
        pl.col("group"),
        kind.least.cast(pl.Float64).alias("least"),
        kind.most.cast(pl.Float64).alias("most"),
        pl.lit(kind.is_whole).alias("is_whole"),
    )
    if kind.table == "wave_change" and kind.value == "from_mean":
        n = np.full(len(frame), np.nan)  # the table counts the later wave
    ranges = (names["most"] - names["least"]).fill_null(np.inf).to_numpy()
    error, largest = _error(frame, kind, beside, n, ranges, published.confidence)
    rule = np.where(np.isnan(error), np.nan, rule_step(error))
    coarser = _steps_coarser(names, published)
    step = written_step(beside, _up(rule_step(largest), coarser), _up(rule, coarser))
    half = step / 2
    low, high = value - half, value + half
    if kind.ends is not None:
        middle = (numbers(frame, kind.ends[0]) + numbers(frame, kind.ends[1])) / 2
        both_low, both_high = np.fmax(low, middle - half), np.fmin(high, middle + half)
        agree = (both_low < both_high - 1e-3 * step) & (frame["weights"] == "none").to_numpy()
        low, high = np.where(agree, both_low, low), np.where(agree, both_high, high)
    return names.with_columns(
        pl.Series("n", n), pl.Series("low", low + kind.shift), pl.Series("high", high + kind.shift),
        pl.Series("step", step), pl.Series("rule", rule),
    ).fill_nan(None)  # fmt: skip


#: By how much less than from n - 1 degrees of freedom an error may be that few clusters leave an interval of.
FEW_CLUSTERS = 0.15
#: What the table of protection says of a figure that is rounded more coarsely than its error asks for.
COARSER = r"^coarser_(\d+)$"


def _steps_coarser(names: pl.DataFrame, published: Published) -> NDArray[np.int_]:
    """By how many steps figures are said to be rounded more coarsely."""
    if (told := published.tables.get("protection")) is None:
        return np.zeros(len(names), dtype=int)
    is_paired = pl.col("variable").str.starts_with(f"{GAPS} ")
    known = told.select(
        "wave", "source", "group_by", "group", pl.col("variable").str.strip_prefix(f"{GAPS} "),
        pl.when(is_paired).then(pl.lit(PAIRED)).otherwise(pl.lit(OWN)).alias("base"),
        pl.col("rule").str.extract(COARSER).cast(pl.Int64).alias("_steps"),
    ).drop_nulls("_steps")  # fmt: skip
    found = names.join(known, on=SET, how="left", maintain_order="left")["_steps"]
    return found.fill_null(0).to_numpy().astype(int)


def _up(steps: Floats, by: NDArray[np.int_]) -> Floats:
    """Steps of the ladder, so many places higher."""
    place = np.searchsorted(LADDER, np.nan_to_num(steps, nan=LADDER[0]) * (1 - 1e-9))
    return np.where(np.isnan(steps), np.nan, LADDER[np.minimum(place + by, len(LADDER) - 1)])


def _error(
    frame: pl.DataFrame,
    kind: Figures,
    beside: Floats,
    n: Floats,
    ranges: Floats,
    confidence: float,
) -> tuple[Floats, Floats]:
    """Smallest and largest standard error that the row's digits leave open; the smallest is NaN where none is told."""
    if kind.is_share:
        half = wilson_half_width(beside[:, 0], n, confidence)
        slack = written_step(beside, half)  # the width is that of a rounded share
        other = np.minimum(wilson_half_width(beside[:, 0] - slack / 2, n, confidence),
                           wilson_half_width(beside[:, 0] + slack / 2, n, confidence))  # fmt: skip
        return np.minimum(half, other) / 2, half
    widest = ranges / 2 / np.sqrt(np.maximum(np.nan_to_num(n, nan=1.0) - 1, 1))
    coarse = written_step(beside, rule_step(widest))
    low, high = np.full(len(frame), np.nan), widest
    if kind.ends is not None:
        t = stdtrit(np.maximum(n - 1, 1), (1 + confidence) / 2)
        width = (numbers(frame, kind.ends[1]) - numbers(frame, kind.ends[0])) / 2
        # a correction for a finite population may have narrowed the interval: then the error is larger
        low, high = (width - coarse / 2) / t, widest if kind.se else (width + coarse / 2) / t
        # a design may leave far fewer degrees of freedom than n - 1, and a wider interval
        low = low * np.where(
            (frame["weights"] == "none").to_numpy(), kind.trust if kind.se is None else 1, FEW_CLUSTERS
        )
    if kind.se is not None:
        se = numbers(frame, kind.se)
        multiple = se / coarse
        half = np.where(np.abs(multiple - np.rint(multiple)) < 1e-6, coarse / 2, 0)
        half = np.maximum(half, _half_unit(se, frame[kind.se].to_list()))
        low, high = np.fmax(low, se - half), np.fmin(high, se + half)
    return np.where(low > 0, low, np.nan), np.fmax(high, np.nan_to_num(low, nan=0.0))


def _not_of_means(frame: pl.DataFrame, published: Published) -> pl.DataFrame:
    """Pairs whose difference is not that of two published means, which anybody can take."""
    keys = ["wave", "source", "group_by", "variable"]
    tables = published.tables
    scores = {
        "sector_scores": pl.col("sector"),
        "ocai_profile": pl.concat_str("perspective", "culture_type", separator="_"),
    }
    means = [
        tables[name].filter(pl.col("weights") == "none", *([pl.col("dimension") == OVERALL] if name == "ocai_profile" else []))
        .select(*keys[:-1], variable.alias("variable"), "group", "mean")
        for name, variable in scores.items() if name in tables
    ]  # fmt: skip
    if not means:
        return frame
    known = pl.concat(means)
    for side in ("a", "b"):
        one = known.rename({"group": f"group_{side}", "mean": f"_{side}"})
        frame = frame.join(one, on=[*keys, f"group_{side}"], how="left", maintain_order="left")
    difference = pl.col("_a").cast(pl.Float64, strict=False) - pl.col("_b").cast(pl.Float64, strict=False)
    is_theirs = (pl.col("difference").cast(pl.Float64, strict=False) - difference).abs() < 1e-9
    return frame.filter(~is_theirs.fill_null(value=False)).drop("_a", "_b")


class Class(NamedTuple):
    """Answers that count, from `low` to `high`, and the others, on a scale of so much `width` in points."""

    low: float
    high: float
    other_low: float
    other_high: float

    def width(self, least: float, most: float) -> float:
        """How far a mean answer may lie if a share from `least` to `most` gave one that counts: a part of the scale."""
        ends = [
            [share * one + (1 - share) * other for share in (least, most)]
            for one, other in ((self.low, self.other_low), (self.high, self.other_high))
        ]
        whole = max(self.high, self.other_high) - min(self.low, self.other_low)
        return (max(ends[1]) - min(ends[0])) / whole


def classes(instrument: Instrument) -> dict[str, Class]:
    """Of each published share of low or high ratings, which answers count."""
    found = {}

    def split(name: str, scale: Scale, limit: float, is_high: bool) -> None:
        below, above = (scale.min, math.ceil(limit) - 1), (math.ceil(limit), scale.max)
        if below[0] <= below[1] and above[0] <= above[1]:
            found[name] = Class(*above, *below) if is_high else Class(*below, *above)

    if ratings := instrument.ratings:
        highest = ratings.bands[0].lowest if ratings.bands else None
        for name in ratings.statements():
            if ratings.unfavourable_below is not None:
                split(f"{name}:low", ratings.scale, ratings.unfavourable_below, is_high=False)
            if highest is not None:
                split(f"{name}:high", ratings.scale, highest, is_high=True)
    for name, rating in instrument.self_ratings.members.items():
        split(f"{name}:high", rating.scale, rating.high, is_high=True)
    return found


def _half_unit(values: Floats, written: Sequence[str]) -> Floats:
    """Half a unit of the last significant digit of figures, of the second where one stands there."""
    digits = np.maximum(significant_digits(written), 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.floor(np.log10(np.abs(values)))
    return np.where(np.isfinite(power), 0.5 * 10.0 ** (np.where(np.isfinite(power), power, 0) - digits + 1), 0.0)


def sets(found: pl.DataFrame) -> pl.DataFrame:
    """The unweighted sets of respondents whose sums of answers follow from figures, each once.

    Returns
    -------
    DataFrame with the columns of `SET`, ``n``, ``least, most, is_whole`` and the interval ``low`` to ``high`` of the
    mean: the part that all figures of the set leave open.
    """
    if found.is_empty():
        return found
    merged = (
        found.filter(pl.col("weights") == "none", pl.col("least").is_not_null())
        .group_by(SET, maintain_order=True)
        .agg(
            pl.col("n").max(), pl.col("least", "most").first(), pl.col("is_whole").any(),
            pl.col("low").max(), pl.col("high").min(), pl.col("low").min().alias("lowest"),
            pl.col("high").max().alias("highest"),
        )
        .filter(pl.col("n") > 0)
    )  # fmt: skip
    agree = pl.col("low") <= pl.col("high") + 1e-12
    return merged.with_columns(
        pl.when(agree).then("low").otherwise("lowest").clip(pl.col("least"), pl.col("most")).alias("low"),
        pl.when(agree).then("high").otherwise("highest").clip(pl.col("least"), pl.col("most")).alias("high"),
    ).drop("lowest", "highest")


def composites(instrument: Instrument) -> dict[str, list[str]]:
    """Scores that are a person's mean over some answers, and these: of the OCAI over dimensions, of sectors."""
    found = {}
    if ocai := instrument.ocai:
        for perspective in ocai.perspectives:
            for name in TYPES:
                found[part(perspective, OVERALL, name)] = [part(perspective, d, name) for d in ocai.dimensions]
    if ratings := instrument.ratings:
        found |= {sector: list(declared.statements) for sector, declared in ratings.sectors.items()}
    return found


def answered_variables(instrument: Instrument) -> set[str]:
    """Names of everything that is asked, but for the breakdowns."""
    return {variable.name for variable in instrument.variables() if variable.block != instrument.breakdowns.kind}


def is_number(text: str) -> bool:
    """Whether a cell of a table is a finite number."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
