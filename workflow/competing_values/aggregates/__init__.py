"""Sums of every cell (a group of a source): all that is needed of respondents from here on."""
