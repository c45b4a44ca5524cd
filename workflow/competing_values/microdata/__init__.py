"""A row a respondent: reading raw files, ingestion, pseudonyms, cleaning, scoring, weights, simulation."""
