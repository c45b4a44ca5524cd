"""The blocks of a questionnaire: each knows its variables, measures, labels, and what of it is compared."""
