"""Figures: each a function from published tables to a matplotlib figure."""
