"""Log-ratios against skbio.stats.composition, on simulated points in steps of five, zeros among them."""

import numpy as np
import polars as pl
import pytest
from skbio.stats.composition import clr, ilr, ilr_inv, multi_replace

from competing_values.statistics.log_ratios import (
    CONTRASTS,
    aitchison_distance,
    balances,
    closed_and_replaced,
    composition,
)
from competing_values.study.names import TYPES

DELTA = 3.25


@pytest.fixture(scope="module")
def points():
    return 5.0 * np.random.default_rng(20231123).multinomial(20, [0.45, 0.1, 0.05, 0.4], size=200)


@pytest.fixture(scope="module")
def replaced(points):
    frame = pl.DataFrame(points, schema=list(TYPES))
    return frame.select(closed_and_replaced([pl.col(name) for name in TYPES], DELTA))


def test_replacement_matches_skbio(points, replaced):
    assert (points == 0).any()
    assert replaced.to_numpy() == pytest.approx(100 * multi_replace(points, delta=DELTA / 100), rel=1e-9)


def test_balances_match_skbio(points, replaced):
    found = replaced.select(balances([pl.col(name) for name in TYPES])).to_numpy()
    assert found == pytest.approx(ilr(multi_replace(points, delta=DELTA / 100), basis=CONTRASTS), rel=1e-6, abs=1e-9)
    assert composition(found) == pytest.approx(100 * ilr_inv(found, basis=CONTRASTS), rel=1e-6)


def test_distance_matches_skbio(replaced):
    a, b = replaced.to_numpy()[:100], replaced.to_numpy()[100:]
    assert aitchison_distance(a, b) == pytest.approx(np.linalg.norm(clr(a) - clr(b), axis=1), rel=1e-6)
