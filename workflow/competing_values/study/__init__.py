"""What a study says: config, instrument, codebooks, claims, profiles and margins, read strictly."""
