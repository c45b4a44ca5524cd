"""The published tables: which there are, what columns mean, how they are protected, written, read and judged."""
