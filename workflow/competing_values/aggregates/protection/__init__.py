"""Protection before estimation: which sums may be known outside, and in which groups."""
