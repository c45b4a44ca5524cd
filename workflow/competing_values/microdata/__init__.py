"""A row a respondent: reading raw files, ingestion, cleaning, scoring, weights, simulation."""
