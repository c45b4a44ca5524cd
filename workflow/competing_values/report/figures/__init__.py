"""Figures: each a function from published tables to a matplotlib figure."""

from contextlib import chdir
from pathlib import Path

# Matplotlib obeys a `matplotlibrc` in the working directory, which is the study's, before any other: it finds ours.
with chdir(Path(__file__).parent):
    import matplotlib  # noqa: F401
