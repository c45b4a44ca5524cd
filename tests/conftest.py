"""For all tests: one thread of linear algebra, how much hypothesis tries, and a browser."""

import os

from hypothesis import settings
from readers import browser, reader  # noqa: F401 (fixtures)

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a run; before numpy is imported: with more, small fits take far longer
settings.register_profile("suite", deadline=None, max_examples=25)  # enough to find a slip, little enough for minutes
settings.load_profile("suite")
