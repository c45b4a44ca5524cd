"""Raw files of any kind, as text."""
