"""Real answers, from the file to its report: what is drafted, how many lines a person edits, and whether the means agree.

    python tests/real_files/compare.py <folder> [name …]

`make.R` has written files into the folder; those of PSPP (`hotel.sav`) and two public exports (`starwars.csv`,
`auto.csv`) may lie beside them. For each file that is there, its study is drafted in `<folder>/studies`, every mark is
accepted as it stands, the study is run, and every mean and share of all respondents is compared with what pandas
computes here from the raw file, column by column, as written down below by hand. Not one of the tests that CI runs,
since it needs the packages of R, and minutes.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyreadstat
import yaml

REPOSITORY = Path(__file__).parents[2]
MARK = '"?? '


@dataclass(frozen=True)
class File:
    """What a file holds, as its manual says.

    Attributes
    ----------
    rated
        Statement: whether a low answer is the favourable one; `scale` gives the ends. None: every column of numbers is
        one, and none is turned.
    sectors
        Statements that are averaged; or the first and the last of them, and those between.
    points
        Single ratings.
    asked
        Questions with categories.
    read
        Reads the file with what no respondent answered as missing.
    """

    read: Callable[[Path], pd.DataFrame]
    rated: dict[str, bool] | None = field(default_factory=dict)
    scale: tuple[int, int] = (1, 5)
    sectors: tuple[tuple[str, ...], ...] = ()
    points: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def sav(path: Path) -> pd.DataFrame:
    return pyreadstat.read_sav(path)[0]


def array(letters: str, numbers: int) -> list[str]:
    return [f"{letter}{number}" for letter in letters for number in range(1, numbers + 1)]


SEEN = "Which of the following Star Wars films have you seen? Please select all that apply."
FILMS = ("I The Phantom Menace", "II Attack of the Clones", "III Revenge of the Sith", "IV A New Hope",
         "V The Empire Strikes Back", "VI Return of the Jedi")  # fmt: skip


def starwars(path: Path) -> pd.DataFrame:
    """Columns by their number: the ratings of characters are the 16th to the 29th."""
    frame = pd.read_csv(path, encoding="cp1252", header=None, skiprows=2)
    words = ["Very unfavorably", "Somewhat unfavorably", "Neither favorably nor unfavorably (neutral)",
             "Somewhat favorably", "Very favorably"]  # fmt: skip
    heads = pd.read_csv(path, encoding="cp1252", header=None, nrows=2)
    rated = {heads[place][1]: frame[place].map(dict(zip(words, range(1, 6), strict=True))) for place in range(15, 29)}
    films = frame.loc[:, 3:8].notna()  # who ticked none of them was not asked
    seen = {
        f"{SEEN} [{' '.join(heads[place][1].split())}]": films[place].map({True: "selected", False: "not_selected"})
        for place in films
    }
    answered = pd.DataFrame(seen).where(films.any(axis=1))
    return pd.DataFrame(rated | {heads[place][0]: frame[place] for place in (1, 2, 29, 30, 32)}).join(answered)


def auto(path: Path) -> pd.DataFrame:
    """Columns by their number: how often what is done is the 8th to the 22nd, without the free text between."""
    frame = pd.read_csv(path, sep=";", header=None, skiprows=2)
    heads = pd.read_csv(path, sep=";", header=None, nrows=2)
    words = ["gar nicht", "selten", "eher selten", "eher häufig", "sehr häufig"]
    places = [*range(7, 11), *range(12, 17), *range(18, 22)]
    rated = {heads[place][1]: frame[place].map(dict(zip(words, range(1, 6), strict=True))) for place in places}
    return pd.DataFrame(rated)


#: Items of the Big Five that are worded the other way, by the manual of the data set.
TURNED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
BFI = {name: name in TURNED for name in array("ACENO", 5)}
FIVE = tuple(tuple(array(letter, 5)) for letter in "ACENO")
COPE = ("c82cop1", "c83cop2", "c84cop3", "c85cop4", "c86cop5", "c87cop6", "c88cop7", "c89cop8", "c90cop9")
CONDITIONS = ("economic_cond_national", "economic_cond_household", "Blair", "Hague", "Kennedy")
FILES = {
    "bfi.csv": File(pd.read_csv, BFI, (1, 6), FIVE),
    "bfi.sav": File(sav, BFI, (1, 6), FIVE),
    "efc.sav": File(sav, {name: name in {"c82cop1", "c89cop8", "c90cop9"} for name in COPE}, (1, 4), (COPE,)),
    "hotel.sav": File(sav, dict.fromkeys(["v1", "v2", "v3", "v4", "v5"], False), (1, 5), (("v1", "v2", "v3", "v4", "v5"),)),
    "beps.dta": File(pd.read_stata, {name: name == "Hague" for name in CONDITIONS}, (1, 5), (CONDITIONS,), ("Europe",), ("vote",)),
    "wvs.xlsx": File(pd.read_excel, asked=("poverty",)),
    "survey.ods": File(
        lambda path: pd.read_excel(path, engine="odf", keep_default_na=False, na_values=[""]),
        asked=("W.Hnd", "Fold", "Clap", "Exer", "Smoke", "M.I"),
    ),
    "gss.parquet": File(lambda path: pd.DataFrame(pl.read_parquet(path).to_dict(as_series=False)), asked=("city16", "lowincome16", "immigrant")),
    "msqr.csv": File(lambda path: pd.read_csv(path, sep=";", decimal=",").loc[:, "active":"scornful"], None, (0, 3), (("active", "scornful"),)),
    "insteval.csv": File(pd.read_csv, points=("y", "lectage")),
    "starwars.csv": File(starwars, None, (1, 5), (("Han Solo", "Yoda"),), asked=(
        "Have you seen any of the 6 films in the Star Wars franchise?",
        "Do you consider yourself to be a fan of the Star Wars film franchise?", "Which character shot first?",
        "Are you familiar with the Expanded Universe?", "Do you consider yourself to be a fan of the Star Trek franchise?",
            *(f"{SEEN} [Star Wars: Episode {film}]" for film in FILMS),
    )),
    "auto.csv": File(auto, None, (1, 5), (
        ("Communication", "Anforderungsanalyse des digitalen Zwillings"),
        ("Konzeption: Profil- und Anforderungsanalyse", "Retirement: Wissenstransfer für zukünftige Systeme Generationen"),
    )),
    "satact.csv": File(pd.read_csv),
}  # fmt: skip


def complete(folder: Path) -> None:
    """The files that R cannot write."""
    if (folder / "survey.csv").exists():
        students = pd.read_csv(folder / "survey.csv", keep_default_na=False, na_values=["NA"])
        students.to_excel(folder / "survey.ods", engine="odf", index=False)
    if (folder / "gss.csv").exists():
        pl.read_csv(folder / "gss.csv").write_parquet(folder / "gss.parquet")
    example = Path("/usr/share/pspp/examples/hotel.sav")
    if example.exists():
        shutil.copy(example, folder)


def expected(file: File, answers: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Means and shares by pandas: (kind, raw column or columns): figure."""
    found: dict[tuple[str, str], float] = {}
    rated = dict.fromkeys(answers.select_dtypes("number"), False) if file.rated is None else file.rated
    turned = pd.DataFrame(
        {name: sum(file.scale) - answers[name] if is_low else answers[name] for name, is_low in rated.items()}
    ).astype(float)
    found |= {("statement", name): turned[name].mean() for name in turned}
    for sector in file.sectors:
        of_sector = turned.loc[:, sector[0] : sector[-1]]
        enough = of_sector.notna().sum(axis=1) >= of_sector.shape[1] / 2
        found["sector", " ".join(of_sector)] = of_sector.mean(axis=1)[enough].mean()
    found |= {("rating", name): answers[name].mean() for name in file.points}
    for name in file.asked:
        shares = answers[name].value_counts(normalize=True)
        found |= {("answer", f"{name} {category}"): share for category, share in shares.items()}
    return found


def reported(study: Path) -> dict[tuple[str, str], float]:
    """The same from the study's estimates, before they are rounded for publication."""
    instrument, codebook = (
        yaml.load((study / path).read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in ("data/instrument.yaml", "data/codebooks/1.yaml")
    )
    column = {name: one["column"] if isinstance(one, dict) else one for name, one in codebook["columns"].items()}
    found: dict[tuple[str, str], float] = {}

    def rows(table: str) -> list[dict[str, Any]]:
        path = study / f"results/1/private/estimates/{table}.csv"
        frame = (
            pd.read_csv(path, dtype={"category": str})
            if path.exists()
            else pd.DataFrame(columns=["group_by", "weights"])
        )
        return frame[(frame.group_by == "all") & (frame.weights == "none")].to_dict("records")

    for row in rows("statement_scores"):
        found["statement", column[row["statement"]]] = row["mean"]
    for row in rows("sector_scores"):
        statements = instrument["ratings"]["sectors"][row["sector"]]["statements"]
        found["sector", " ".join(column[name] for name in statements)] = row["mean"]
    for row in rows("competencies"):
        found["rating", column[row["competency"]]] = row["mean"]
    for row in rows("question_answers"):
        question = instrument["questions"].get(row["question"])  # else a box of one
        label = question["categories"][row["category"]] if question else row["category"]
        found["answer", f"{column[row['question']]} {label}"] = row["share"]
    return found


def study_of(path: Path) -> tuple[Path, str]:
    """A new study with the file, drafted, and what drafting said."""
    study = path.parent / "studies" / path.name.replace(".", "_")
    shutil.rmtree(study, ignore_errors=True)
    (study / "data/raw").mkdir(parents=True)
    shutil.copy(path, study / "data/raw")
    command = [sys.executable, "-m", "competing_values", "codebook", f"data/raw/{path.name}", "1"]
    done = subprocess.run(command, cwd=study, capture_output=True, text=True, check=False)
    return study, done.stdout if done.returncode == 0 else done.stderr.strip()


def accept(study: Path) -> int:
    """Delete the marks; how many lines that changed."""
    edited = 0
    for path in [*study.glob("data/*.yaml"), *study.glob("data/codebooks/*.yaml")]:
        text = path.read_text(encoding="utf-8")
        edited += sum(MARK in line for line in text.splitlines())
        path.write_text(text.replace(MARK, '"'), encoding="utf-8")
    return edited


def verdict(path: Path) -> str:
    """What became of one file, in words."""
    study, said = study_of(path)
    if not (study / "data/instrument.yaml").exists():
        return f"refused: {said}"
    edited = accept(study)
    command = [str(Path(sys.executable).with_name("snakemake")), "--snakefile", str(REPOSITORY / "Snakefile"),
               "--directory", str(study), "--cores", "1", "--quiet", "all"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{edited} lines edited; stopped: {done.stdout}{done.stderr}"
    is_there = (study / "results/1/report/en/index.html").exists()
    figures, ours = expected(FILES[path.name], FILES[path.name].read(path)), reported(study)
    wrong = [f"{key}: {ours.get(key)} is not {figure}" for key, figure in figures.items()
             if key not in ours or abs(ours[key] - figure) > 1e-8 * max(1, abs(figure))]  # fmt: skip
    agree = f"{len(figures) - len(wrong)} of {len(figures)} figures agree"
    return "\n    ".join([f"{edited} lines edited; {'a report' if is_there else 'no report'}; {agree}", *wrong])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    complete(folder)
    for name in sys.argv[2:] or FILES:
        if (folder / name).exists():
            sys.stdout.write(f"{name}: {verdict(folder / name)}\n")
            sys.stdout.flush()
