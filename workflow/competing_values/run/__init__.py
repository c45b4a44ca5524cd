"""What every job of a run goes through: its doorway, what it is given, manifests, provenance, progress, messages."""
