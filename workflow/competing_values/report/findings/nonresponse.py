"""Who is missing, in words: where respondents broke off, and whether those without an OCAI score answer otherwise."""

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.study.blocks.base import Block
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.questions import Questions
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.blocks.self_ratings import SelfRatings
from competing_values.study.names import COMPLETED, WITH_SCORE, WITHOUT_SCORE

#: What readers call the blocks of a questionnaire.
BLOCKS: dict[type[Block], str] = {
    Ocai: N_("points of the OCAI"),
    Ratings: N_("rated statements"),
    Questions: N_("questions with categories"),
    SelfRatings: N_("self-ratings"),
}


def title(results: Results, source: str) -> str:
    """What it is about, and of whom."""
    return results.language.gettext("Who is missing: {source}", source=results.source(source))


def break_off(results: Results, source: str) -> str:
    """What share answered to the end, and in which blocks the others broke off; empty where nothing is shown."""
    _, words = results.language.gettext, results.language
    rows = results.table("break_off", source=source).dropna(subset="share")
    if rows.empty:
        return ""
    shares = rows.set_index("block")["share"]
    left = shares.drop(COMPLETED)[lambda share: share > 0]
    told = [
        _(
            "{share} in the {block}",
            share=words.share(share, 1),
            block=_block(results, str(name)),
        )
        for name, share in left.items()
    ]
    completed = words.share(shares[COMPLETED], 1)
    if not told:
        return _("{completed} of those who were kept answered to the last question.", completed=completed)
    return _(
        "{completed} of those who were kept answered to the last question. Others broke off, that is, gave no answer from"
        " some question on: {blocks}.",
        completed=completed,
        blocks=words.listed(told),
    )


def _block(results: Results, kind: str) -> str:
    """What readers call a block; its own name in words where nothing is said of it here."""
    block = next((block for block in results.instrument.blocks() if block.kind == kind), None)
    known = BLOCKS.get(type(block)) if block else None
    return results.language.gettext(known) if known else results.label(kind)


def without_score(results: Results, source: str) -> str:
    """Whether those whose OCAI cannot be scored rate the sectors otherwise; empty where that may not be known."""
    _, words = results.language.gettext, results.language
    rows = results.table("nonresponse", source=source, group=WITHOUT_SCORE).dropna(subset="difference")
    if rows.empty:
        return ""
    apart = rows[(rows["difference_ci_low"] > 0) | (rows["difference_ci_high"] < 0)]
    told = [_difference(results, row) for _place, row in apart.iterrows()]
    if not told:
        return _(
            "The OCAI of {n} respondents cannot be scored. In no sector is it shown that they rate it otherwise than those"
            " with a score; the largest difference is {largest}.",
            n=words.number(rows["n"].max()),
            largest=_difference(results, rows.loc[rows["difference"].abs().sort_values(kind="stable").index[-1]]),
        )
    return _(
        "The OCAI of {n} respondents cannot be scored. They rate these sectors otherwise than those with a score, so that the"
        " profile may not speak for them: {differences}.",
        n=words.number(rows["n"].max()),
        differences="; ".join(told),
    )


def sectors(results: Results, source: str) -> HTML | None:
    """Means of the sectors of those with and without an OCAI score, folded; nothing where they may not be known."""
    _ = results.language.gettext
    rows = results.table("nonresponse", source=source)
    if rows.empty:
        return None
    columns = ["n", "mean", "difference", "difference_ci_low", "difference_ci_high", "effect_size"]
    scored, others = (
        rows[rows["group"] == group].set_index("sector")[columns] for group in (WITH_SCORE, WITHOUT_SCORE)
    )
    beside = others.join(scored[["n", "mean"]], rsuffix="_with")
    headings = {
        "label": _("Sector"),
        "n_with": _("n with"),
        "mean_with": _("Mean with"),
        "n": _("n without"),
        "mean": _("Mean without"),
        "difference": _("Difference"),
        "difference_ci_low": _("from"),
        "difference_ci_high": _("to"),
        "effect_size": _("Hedges’ g"),
    }
    labelled = beside.assign(label=results.labels(beside.index.tolist()))
    return html.table(results, labelled, headings, folded=_("Sectors with and without an OCAI score, as a table"))


def _difference(results: Results, row: pd.Series) -> str:
    told = results.language.difference(row["difference"], row["difference_ci_low"], row["difference_ci_high"], 2)
    return f"{results.label(row['sector'])} {told}"
