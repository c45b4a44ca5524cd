"""Commands that are not part of a run, as `python -m competing_values schemas`; `make` calls them."""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from babel import localedata
from pydantic import ValidationError

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY
from competing_values.run.provenance import SUMS, published, verify
from competing_values.study.config import Config
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.languages import CATALOGS, LANGUAGES
from competing_values.study.loading import FILES, load
from competing_values.study.strict import read
from competing_values.tools.auditing import audit
from competing_values.tools.drafting import draft
from competing_values.tools.questionnaire import form, names, read_wording, unworded, worded, write

SCHEMAS = REPOSITORY / "workflow" / "schemas"
QUESTIONNAIRE = Path("results/questionnaire.xlsx")
WORDING = Path("data/wording.csv")
#: How many differences `make verify` shows.
SHOWN = 40
DRAFTED = Path("data/instrument.yaml")
WAVE = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"


def schemas() -> dict[str, str]:
    """JSON Schema of each file that a user writes, as text: editors complete and check by it."""
    return {
        name: json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, model in FILES.items()
    }


def write_schemas() -> None:
    """Write the JSON Schemas into the repository."""
    SCHEMAS.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (SCHEMAS / f"{name}.json").write_text(text, encoding="utf-8")


def begin_language(code: str) -> None:
    """Begin the catalog of a language, empty: `make catalogs` fills in the messages."""
    if code in LANGUAGES:
        raise UserError(f"CODE={code}: this language is there already. Its words are in {CATALOGS / code}.")
    if not re.fullmatch("[a-z]{2,3}", code) or not localedata.exists(code):
        raise UserError(f"CODE={code}: no language has this code. Name one as ISO 639 does, for example CODE=uz.")
    catalog = CATALOGS / code / "LC_MESSAGES" / "messages.po"
    catalog.parent.mkdir(parents=True, exist_ok=True)
    catalog.touch()


def write_questionnaire() -> None:
    """Write the form of the study in the working directory, which needs no codebook and no data yet."""
    config = read("config.yaml", Config)
    instrument = read(config.instrument or INSTRUMENT, Instrument)
    wording = read_wording(WORDING, names(instrument))
    sheets = form(instrument, worded(config, instrument, wording), config.languages[0])
    QUESTIONNAIRE.parent.mkdir(exist_ok=True)
    write(sheets, QUESTIONNAIRE)
    if unworded(instrument, wording):
        step = f"word the OCAI's descriptions in {WORDING} (docs/questionnaire.md), and make it again"
    else:
        step = "upload it to KoboToolbox or ODK as an XLSForm"
    print(f"The questionnaire is there: {QUESTIONNAIRE.resolve()}. Next, {step}.")


def draft_codebook(file: str, wave: str, sheet: str | None = None) -> None:
    """Draft the codebook of a raw file for the study in the working directory, and its config if it has none."""
    target, config_path = Path("data/codebooks") / f"{wave}.yaml", Path("config.yaml")
    if not re.fullmatch(WAVE, wave):
        raise UserError(f"WAVE={wave}: a wave is named by letters, digits, `.`, `_` and `-`, for example 2024.")
    if target.exists():
        raise UserError(f"{target}: there is a codebook of this wave already. Rename or delete it, then draft anew.")
    path = Path(file).resolve()
    named = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    codebook = {"sources": {"survey": {"codebook": str(target)}}}
    try:
        minimal = Config.model_validate({"title": f"Organisational culture, {wave}", "waves": {wave: codebook}})
    except ValidationError:
        raise UserError(f"WAVE={wave}: this name is reserved; choose another, for example 2024.") from None
    config = read(config_path, Config) if config_path.exists() else minimal
    instrument = read(config.instrument or INSTRUMENT, Instrument)
    labels = worded(config, instrument, read_wording(WORDING, names(instrument)))
    texts = {name: {texts[name] for texts in labels.values()} for name in labels["en"]}
    with tempfile.TemporaryDirectory() as scratch:
        found = draft(str(named), instrument, texts, Path(scratch), sheet, is_own=config.instrument is not None)
    if found.instrument and DRAFTED.exists():
        raise UserError(
            f"{DRAFTED}: there is a questionnaire already, and config.yaml does not name it. Add `instrument: {DRAFTED}` to "
            "config.yaml, or rename the file, then draft anew."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(found.text, encoding="utf-8")
    them = "them" if found.instrument else "it"
    values = f"1 value in {them} is" if found.marks == 1 else f"{found.marks} values in {them} are"
    doubt = (
        f"{values} marked with ??: check each of them."
        if found.marks
        else f"Nothing in {them} is unsure; read {them} over."
    )
    if found.instrument:
        DRAFTED.write_text(found.instrument, encoding="utf-8")
        print("The file asked another questionnaire than that of the pipeline, so this is drafted as well.")
    print(
        f"{'Drafted are' if found.instrument else 'The codebook is drafted:'} {target}{f' and {DRAFTED}' if found.instrument else ''}. {doubt}"
    )
    if config_path.exists() and found.instrument:
        print(
            f"Name the questionnaire in config.yaml: `instrument: {DRAFTED}`, and its `breakdowns: [{', '.join(found.breakdowns)}]`."
        )
    if config_path.exists():
        print(f'Name it in config.yaml, under `waves`: "{wave}": {{sources: {{survey: {{codebook: {target}}}}}}}')
    else:
        config_path.write_text(
            CONFIG.format(
                wave=wave,
                target=target,
                groups=", ".join(found.breakdowns),
                languages=", ".join(LANGUAGES),
                instrument=f"instrument: {DRAFTED}\n" if found.instrument else "",
            ),
            encoding="utf-8",
        )
        print("A config.yaml is there too: one wave, one source, and every breakdown that was found.")
    if found.faults:
        print("The run will refuse the file, until this is mended:", *found.faults, sep="\n")


def prepare_lab() -> None:
    """Put the notebooks into the folder of the study in the working directory; print which one to begin with."""
    from competing_values.tools.lab import FOLDER, START, prepare  # noqa: PLC0415 (it loads Jupyter, which the others need not)

    prepared = prepare(load("config.yaml"))
    print(f"{len(prepared)} notebooks are in {FOLDER.resolve()}: change them as you like.", file=sys.stderr)
    print([path for path in prepared if path.stem == START][-1].as_posix())


def verify_results(listed: str | None) -> None:
    """Say what of the results is not as the run left it; ends with exit code 1 where anything is not."""
    results = Path("results")
    waves = sorted(path.parents[1] for path in results.glob(f"*/{SUMS}"))
    if not waves:
        raise UserError(f"{results.resolve()}: there are no results yet, or their lists are gone. Make them: `make`.")
    if lines := verify(results, Path(listed) if listed else None):
        raise UserError("\n".join([*lines[:SHOWN], *[f"… and {len(lines) - SHOWN} more"] * (len(lines) > SHOWN)]))
    counted = ", ".join(f"{len(published(wave))} of {wave.name}" for wave in waves)
    whose = f"the same as in {listed}" if listed else "as the run left them"
    print(f"All published files are {whose}: {counted}.")


def print_plan() -> None:
    """Print what the latest wave says of the next one, for the study in the working directory."""
    from competing_values.tools.planning import plan  # noqa: PLC0415 (it loads pandas and scipy, which the others need not)

    print(plan(load("config.yaml")))


#: A study of one wave and one source.
CONFIG = """# A study of one wave. The config.yaml of the pipeline itself explains every key.
title: Organisational culture, {wave}
languages: [en] # of figures and pages: {languages}
{instrument}waves:
  "{wave}":
    sources:
      survey: {{label: Survey, codebook: {target}}}
breakdowns: [{groups}] # groups that are reported apart
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="competing_values", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("schemas", help="write the JSON Schemas of the files that a user writes")
    language = commands.add_parser("language", help="begin the catalog of a language")
    language.add_argument("code")
    commands.add_parser("questionnaire", help="write the questionnaire as an XLSForm")
    commands.add_parser("lab", help="put the notebooks into the study's folder, for JupyterLab")
    commands.add_parser("plan", help="say how many respondents the next wave needs, and what it would find")
    verifying = commands.add_parser("verify", help="say what of the results is not as the run left it")
    verifying.add_argument("--sums", help="a SHA256SUMS from elsewhere to hold the results against")
    commands.add_parser("audit", help="hold the locked packages against security advisories")
    drafting = commands.add_parser("codebook", help="draft a codebook from a raw file")
    drafting.add_argument("file")
    drafting.add_argument("wave")
    drafting.add_argument("--sheet", help="of a workbook; none: its only visible one")
    options = parser.parse_args()
    try:
        match options.command:
            case "schemas":
                write_schemas()
            case "language":
                begin_language(options.code)
            case "questionnaire":
                write_questionnaire()
            case "lab":
                prepare_lab()
            case "plan":
                print_plan()
            case "verify":
                verify_results(options.sums or None)
            case "audit":
                print(audit())
            case "codebook":
                draft_codebook(options.file, options.wave, options.sheet or None)
    except UserError as error:
        sys.exit(f"\n{error}\n")
    except OSError as error:
        sys.exit(f"\n{error.filename or 'A file'}: {error.strerror}. Make room or give access, then try again.\n")
