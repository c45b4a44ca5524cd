"""Seconds and peak memory of reading and cleaning a large file: `python tests/bench_reading.py [rows]`.

Each stage is a process of its own, as in a run; what the processes write goes into a temporary folder.
"""

import os
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import polars as pl

from competing_values.microdata import cleaning
from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.reading.reader import read_text
from competing_values.microdata.simulation import ID, simulate
from competing_values.run.imports import REPOSITORY
from competing_values.study.instrument import Instrument
from competing_values.study.loading import load

ROWS = 1_000_000
RESPONDENTS = 11_000


def make(folder: Path, rows: int) -> None:
    """Write the simulated export of the default study, again and again with new ids."""
    study = load(str(REPOSITORY / "config.yaml"))
    simulated = study["waves"]["2023"]["sources"]["survey"]["codebook"]["simulate"]
    raw = simulate(Instrument.model_validate(study["asked"]), **simulated | {"respondents": RESPONDENTS})
    with (folder / "raw.csv").open("wb") as file:
        for part in count():
            left = rows - part * len(raw)
            if left <= 0:
                break
            ids = pl.col(ID) + f"-{part}"
            raw.head(left).with_columns(ids).write_csv(
                file, separator=";", include_bom=part == 0, include_header=part == 0
            )


def ingest(folder: Path, _: int) -> None:
    """Read the file into answers, as the rule `ingest` does."""
    study = load(str(REPOSITORY / "config.yaml"))
    codebook = study["waves"]["2023"]["sources"]["survey"]["codebook"] | {"file": str(folder / "raw.csv")}
    ingestion = Ingestion(
        read_text(codebook, folder / "cells", raw_columns(codebook)),
        Instrument.model_validate(study["asked"]),
        codebook,
    )
    ingestion.answers(b"key").sink_parquet(folder / "answers.parquet")
    ingestion.fields(pl.scan_parquet(folder / "answers.parquet")).to_csv(folder / "fields.csv")


def clean(folder: Path, _: int) -> None:
    """Exclude rows, as the rule `clean` does."""
    study = load(str(REPOSITORY / "config.yaml"))
    answers = pl.scan_parquet(folder / "answers.parquet")
    marks = cleaning.marks(answers, Instrument.model_validate(study["asked"]), study["cleaning"])
    cleaning.kept(answers, marks).sink_parquet(folder / "clean.parquet")
    cleaning.excluded(marks).write_parquet(folder / "excluded.parquet")
    cleaning.flow(marks, study["cleaning"]["rules"]).to_csv(folder / "flow.csv")


STAGES = {stage.__name__: stage for stage in (make, ingest, clean)}


def measured(stage: str, folder: str, rows: int) -> tuple[float, float]:
    """Seconds and peak resident megabytes of a stage."""
    begun = time.perf_counter()
    child = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, __file__, str(rows), stage, folder])
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{stage} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def main() -> None:
    """Measure every stage, or be one of them."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    if len(sys.argv) > 2:
        STAGES[sys.argv[2]](Path(sys.argv[3]), rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        for stage in STAGES:
            seconds, megabytes = measured(stage, folder, rows)
            sys.stdout.write(f"{stage:8} {rows:,} rows: {seconds:6.1f} s, {megabytes:6,.0f} MB at most\n")


if __name__ == "__main__":
    main()
