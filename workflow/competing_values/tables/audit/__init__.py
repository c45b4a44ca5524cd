"""The audit of what is published: it reads published files alone, and knows nothing of how they were protected."""
