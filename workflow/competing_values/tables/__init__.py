"""The published tables: which there are, what their columns mean, and how they are written, read and judged."""
