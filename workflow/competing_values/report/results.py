"""Published tables of a wave, as notebooks read them: with labels, and knowing what is simulated."""

import json
import re
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from competing_values.errors import UserError
from competing_values.report import reasons
from competing_values.report.language import N_, Language
from competing_values.study.blocks.base import Block
from competing_values.study.blocks.breakdowns import LANGUAGE
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, DESIGN, NONE, OTHER, OVERALL, POPULATION, TYPES, VERSIONS, part
from competing_values.study.strict import NAME, unknown
from competing_values.tables.contract import KINDS
from competing_values.tables.declared import CELL, COLUMNS, DECLARED, NAMES, ROW
from competing_values.tables.formulas import restored

Asked = TypeVar("Asked", bound=Block)
#: Categories that the questionnaire need not name.
CATEGORIES = {
    "selected": N_("Selected"),
    "not_selected": N_("Not selected"),
    "detractor": N_("Detractors (0 to 6)"),
    "passive": N_("Passives (7 or 8)"),
    "promoter": N_("Promoters (9 or 10)"),
}
PERSPECTIVES = {"now": N_("now"), "preferred": N_("preferred")}
#: Words that stand for something in tables of every study, asked for or not.
WORDS = {ALL, OTHER, OVERALL, *TYPES, *PERSPECTIVES, *Instrument.model_fields, *VERSIONS}


class Results:
    """The folder of a wave's tables.

    Parameters
    ----------
    folder
        Where ``<table>.csv`` and ``study.json`` are.
    language
        Code of the language of labels and sentences.

    Attributes
    ----------
    language
        What figures and pages say in it.
    study
        What is said of the wave: sources, labels, settings, claims (`study.publication`).
    instrument
        The questionnaire, without words.
    """

    def __init__(self, folder: str, language: str) -> None:
        self._folder = Path(folder)
        self._read: dict[str, pd.DataFrame] = {}
        self.language = Language(language)
        self.study: dict[str, Any] = json.loads((self._folder / "study.json").read_text(encoding="utf-8"))
        self.instrument = Instrument.model_validate(self.study["instrument"])
        self._labels: dict[str, str] = self.study["labels"][language]
        ocai = self.instrument.ocai
        self._parts = {
            part(perspective, dimension, culture_type): (perspective, dimension, culture_type)
            for perspective in (ocai.perspectives if ocai else ())
            for dimension in (OVERALL, *(ocai.dimensions if ocai else ()))
            for culture_type in TYPES
        }
        ratings = self.instrument.ratings
        self._reversed = {name for name, one in ratings.statements().items() if one.reversed} if ratings else set()
        self._names = WORDS | {*self._labels, *self._parts} | {name.rpartition(".")[2] for name in self._labels}

    @property
    def ocai(self) -> Ocai:
        """The OCAI of the questionnaire."""
        return _present(self.instrument.ocai, "ocai")

    @property
    def ratings(self) -> Ratings:
        """The rated statements of the questionnaire."""
        return _present(self.instrument.ratings, "ratings")

    @property
    def is_confidential(self) -> bool:
        """Whether protection was left out, for results that stay with the researcher."""
        return bool(self.study["min_cell"] == 1)

    def changes(self) -> "Results | None":
        """The tables of changes between waves, where this one has any before it."""
        if "change" not in self.study["chapters"]:
            return None
        return Results(str(self._folder.parents[1] / "trends" / "tables"), self.language.code)

    def tables(self) -> pd.DataFrame:
        """The tables of the study by their names, in the order of the report: what each holds, and its number of rows."""
        found = [name for name in DECLARED if (self._folder / f"{name}.csv").exists()]
        _ = self.language.gettext
        rows = [(_(DECLARED[name].title), len(self.table(name))) for name in found]
        return pd.DataFrame(rows, columns=["holds", "rows"], index=pd.Index(found, name="table"))

    def columns(self, name: str) -> pd.DataFrame:
        """The columns of a table by their names, and what they mean."""
        names = [*self.table(name)]
        return pd.DataFrame({"meaning": [COLUMNS[one][1] for one in names]}, index=pd.Index(names, name="column"))

    def table(self, name: str, **where: str) -> pd.DataFrame:
        """Rows of a table where columns have the given values; empty where the study has no such table.

        Raises
        ------
        UserError
            If no study has a table or a column of this name, or if a value that tells rows apart (a source, a group, a
            sector) is neither in the table nor known to the study; the message names the nearest one that is.
        """
        if name not in self._read:
            self._read[name] = self._from_file(name)
        frame = whole = self._read[name]
        for column, value in where.items():
            if column not in whole:
                raise UserError(unknown(f"column of `{name}`", column, whole.columns))
            self._check_value(name, column, value)
            frame = frame[frame[column] == value]
        return frame.reset_index(drop=True)

    def leading(self, name: str, **where: str) -> pd.DataFrame:
        """Rows of a table in the version of weights that the report leads with.

        Where a source says how its respondents were drawn, that is the version raked to the population, if there is one,
        else that of the design: errors without it would be wrong. Other sources lead without weights.
        """
        frame = self.table(name, **where)
        versions = {source: set(rows) for source, rows in frame.groupby("source")["weights"]}
        leads = {
            source: NONE if DESIGN not in found else POPULATION if POPULATION in found else DESIGN
            for source, found in versions.items()
        }
        return frame[frame["weights"] == frame["source"].map(leads)].reset_index(drop=True)

    def with_reasons(self, name: str, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of a table with ``reason``: why figures of them are missing, in the reader's words; empty where it is not told."""
        missing = self.table("not_estimable")
        told = missing[missing["table"] == name].set_index([*CELL, "item"])["reason"].to_dict()
        cells = zip(*(rows[column] for column in CELL), strict=True)
        items = zip(*(rows[column].astype(str) for column in DECLARED[name].key), strict=True)
        keys = ((*cell, " ".join(item)) for cell, item in zip(cells, items, strict=True))
        return rows.assign(reason=[reasons.told(self.language, told.get(key, "")) for key in keys])

    def whole(self, name: str, source: str) -> pd.DataFrame:
        """Rows of a table for a whole source, in the version of weights that the report leads with."""
        return self.leading(name, source=source, group_by=ALL, group=ALL)

    def sources(self, name: str, figure: str | None = None) -> list[str]:
        """Sources of which a table shows something as a whole, in the order of the study.

        With the name of a column: those of which it shows that figure.
        """
        present = set(self.table(name, group=ALL).dropna(subset=figure or "n")["source"])
        return [source for source in self.study["sources"] if source in present]

    def fullest(self, name: str, figure: str) -> str | None:
        """The source with most respondents behind a figure of a table; the first of equals; none shows it: None."""
        sizes = {source: self.whole(name, source).dropna(subset=figure)["n"].max() for source in self.sources(name)}
        shown = {source: n for source, n in sizes.items() if pd.notna(n)}
        return max(shown, key=lambda source: shown[source], default=None)

    def absence(self, name: str) -> str:
        """What to say of sources of which a table shows no figure, or where it shows none at all; nothing where it shows all."""
        _ = self.language.gettext
        present = set(self.table(name)["source"])
        shown = self.sources(name)
        hidden = [self.source(source) for source in self.study["sources"] if source in present - set(shown)]
        if hidden:
            return _("Left out, to protect respondents: {sources}.", sources=", ".join(hidden))
        return "" if shown else _("There are no figures: nobody was asked, or too few answered.")

    def label(self, name: str) -> str:
        """Label of a canonical name."""
        _ = self.language.gettext
        if name in self._parts:
            perspective, dimension, culture_type = map(self.label, self._parts[name])
            return f"{dimension}: {culture_type.lower()} ({perspective})"
        if name in PERSPECTIVES:
            return _(PERSPECTIVES[name])
        if name == OVERALL:
            return _("Overall")
        if name in self._reversed:
            return _("{statement} (reversed)", statement=self._labels.get(name) or self._unlabelled(name))
        if name == LANGUAGE and not self._labels.get(name):
            return _("Language of the answers")
        return self._labels.get(name) or self._unlabelled(name)

    def number(self, statement: str) -> str:
        """The number of a statement in its questionnaire, to stand before its label; nothing where its name has none."""
        found = re.fullmatch(r"[a-z]+0*(\d+)", statement)
        return f"{found[1]}. " if found else ""

    def in_full(self, statement: str) -> str:
        """A statement with its number and label, and what it says in full where the questionnaire has that."""
        label, wording = f"{self.number(statement)}{self.label(statement)}", self._labels.get(f"wording.{statement}")
        return self.language.gettext("{label}: {wording}", label=label, wording=wording) if wording else label

    def labels(self, names: list[str], of: str = "") -> list[str]:
        """Labels of several names; `of` is the variable whose categories they are."""
        return [self.label(f"{of}.{name}" if of else name) for name in names]

    def sentence(self, name: str) -> str:
        """Label of a canonical name with a full stop, unless it ends a sentence itself, as a question does."""
        label = self.label(name)
        return label if label.endswith(("?", "!", ".", "…")) else f"{label}."

    def source(self, name: str) -> str:
        """Label of a source."""
        return self.label(f"source.{name}")

    def of_source(self, name: str, said: str) -> str:
        """Sentences, headed by the source that they are of; nothing where nothing is said. With emphasis."""
        return self.language.gettext("**{source}.** {said}", source=self.source(name), said=said) if said else ""

    def named(self, source: str) -> str:
        """Label of a source, which says where its answers are simulated, or its respondents chosen on purpose."""
        _, told = self.language.gettext, {"source": self.source(source)}
        if self.is_simulated(source) and self.is_purposive(source):
            return _("{source} (simulated, chosen on purpose)", **told)
        if self.is_simulated(source):
            return _("{source} (simulated)", **told)
        return _("{source} (chosen on purpose)", **told) if self.is_purposive(source) else told["source"]

    def is_simulated(self, source: str) -> bool:
        """Whether the answers of a source are simulated."""
        return source in self.study["simulated"]

    def is_purposive(self, source: str) -> bool:
        """Whether the respondents of a source were chosen on purpose, so that they stand for no population."""
        return source in self.study["purposive"]

    def caveat(self, source: str) -> str:
        """What a reader must know of a source, as one sentence or two; nothing where there is nothing to say."""
        _ = self.language.gettext
        said = []
        if self.is_simulated(source):
            said.append(
                _(
                    "**{source}: simulated answers.** They show how the method works and are no evidence.",
                    source=self.source(source),
                )
            )
        return " ".join(filter(None, [*said, self.purposive(source)]))

    def purposive(self, source: str) -> str:
        """What a source does not stand for whose respondents were chosen on purpose; nothing of another."""
        if not self.is_purposive(source):
            return ""
        return self.language.gettext(
            "{source}: respondents were chosen on purpose and stand for no population; intervals, tests and"
            " probabilities speak of people like those asked.",
            source=self.source(source),
        )

    def _unlabelled(self, name: str) -> str:
        """What a name without label is called: a group that nothing declares as in the data, others in words."""
        variable, _dot, group = name.partition(".")
        if group == OTHER:
            return self.language.gettext("Other groups")
        if group and variable in self.instrument.breakdowns:
            return group
        if group in CATEGORIES:
            return self.language.gettext(CATEGORIES[group])
        return name.replace("_", " ") if re.match(NAME, name) else name

    def _from_file(self, name: str) -> pd.DataFrame:
        if name not in DECLARED:
            raise UserError(unknown("table", name, DECLARED))
        path = self._folder / f"{name}.csv"
        if not path.exists():
            return pd.DataFrame(columns=[*DECLARED[name].columns])
        given = {column: KINDS[kind] for column, (kind, _) in COLUMNS.items() if kind in {*NAMES, "truth"}}
        blank = {column: [""] for column in COLUMNS}
        return restored(pd.read_csv(path, dtype=given, keep_default_na=False, na_values=blank))

    def _check_value(self, name: str, column: str, value: str) -> None:
        """A name that the study knows may be absent from a table; one that it does not know is a slip."""
        tells_apart = column in {*ROW, *DECLARED[name].key} and COLUMNS[column][0] in NAMES
        cells = self._read[name][column]
        if not tells_apart or value in self._names or (cells == value).any():
            return
        values = set(cells.dropna())
        if values:
            raise UserError(unknown(f"{column} in `{name}`", str(value), values))


def _present(block: Asked | None, name: str) -> Asked:
    if block is None:
        raise LookupError(f"the questionnaire of this study has no block `{name}`")
    return block
