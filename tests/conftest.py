"""For all tests: how much hypothesis tries (enough to find a slip, little enough for a suite of minutes), and a browser."""

from hypothesis import settings
from readers import browser, reader  # noqa: F401 (fixtures)

settings.register_profile("suite", deadline=None, max_examples=25)
settings.load_profile("suite")
