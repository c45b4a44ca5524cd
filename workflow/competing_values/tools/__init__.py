"""What is no rule of a run: drafting a codebook, the questionnaire's form, the lab."""
