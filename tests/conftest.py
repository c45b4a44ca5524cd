"""How much hypothesis tries: enough to find a slip, little enough for a suite of minutes."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, max_examples=25)
settings.load_profile("suite")
