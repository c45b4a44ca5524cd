"""Organisational culture by the Competing Values Framework: scores, statistics, disclosure control, figures."""
