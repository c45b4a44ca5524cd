"""Diagnosis in words: which type leads, how surely, how strongly, and in how many dimensions."""

from typing import Any

import pandas as pd

from competing_values.report.results import Results
from competing_values.study.names import OVERALL


def readings(results: Results, source: str) -> list[str]:
    """A paragraph a perspective, with emphasis: the leading type, its probability, strength and congruence."""
    _, number, alike = results.language.gettext, results.language.number, results.language.alike
    return [
        _(
            "**{source}, {perspective}**: *{type}* leads with {mean} points {interval}, n = {n}. {surely} *{second}* is second."
            " {type} stands {strength} points above the mean of the others (strength) and leads in {congruent} of"
            " {dimensions} dimensions (congruence). Flexibility (clan and adhocracy) has {flexibility} points, external"
            " focus (adhocracy and market) {external}.",
            source=results.source(source),
            perspective=results.label(row["perspective"]),
            type=results.label(row["dominant_type"]),
            mean=mean,
            interval=interval,
            n=number(row["n"]),
            second=results.label(row["second_type"]),
            surely=_surely(results, source, row),
            strength=number(row["strength"], 1),
            congruent=results.language.part(row["congruent_dimensions"]),
            dimensions=len(results.ocai.dimensions),
            flexibility=number(row["flexibility"], 1),
            external=number(row["external_focus"], 1),
        )
        for row in _diagnosed(results, source)
        for mean, interval in [alike(row["mean"], row["ci_low"], row["ci_high"])]
    ]


def _surely(results: Results, source: str, row: dict[Any, Any]) -> str:
    """How surely the leading type leads, and among whom: a group chosen on purpose has no population."""
    _ = results.language.gettext
    if pd.isna(row["dominance_probability"]):
        return _("How sure that lead is cannot be told.")
    told = {"probability": results.language.probability(row["dominance_probability"])}
    if results.is_purposive(source):
        return _("The probability that it leads among people like those asked is {probability}.", **told)
    return _("The probability that it leads in the population is {probability}.", **told)


def leading(results: Results, source: str) -> str:
    """The leading type of each perspective with its mean points."""
    _ = results.language.gettext
    return "; ".join(
        _(
            "{perspective}: {type} leads with {mean} points",
            perspective=results.label(row["perspective"]).capitalize(),
            type=results.label(row["dominant_type"]),
            mean=results.language.number(row["mean"], 1),
        )
        for row in _diagnosed(results, source)
    )


def congruence(results: Results, source: str) -> str:
    """In how many dimensions the leading type of each perspective leads."""
    _ = results.language.gettext
    return "; ".join(
        _(
            "{perspective}: the leading type of the whole leads in {congruent} of {dimensions} dimensions",
            perspective=results.label(row["perspective"]).capitalize(),
            congruent=results.language.part(row["congruent_dimensions"]),
            dimensions=len(results.ocai.dimensions),
        )
        for row in _diagnosed(results, source)
    )


def _diagnosed(results: Results, source: str) -> list[dict[Any, Any]]:
    """Rows of `ocai_diagnosis` that name a leading type, each with n, mean and interval of that type."""
    profile = results.whole("ocai_profile", source)
    diagnosis = results.whole("ocai_diagnosis", source).drop(columns="n")
    of_type = profile[profile["dimension"] == OVERALL].rename(columns={"culture_type": "dominant_type"})
    keys = ["perspective", "dominant_type"]
    return diagnosis.merge(of_type[[*keys, "n", "mean", "ci_low", "ci_high"]], on=keys).to_dict("records")
