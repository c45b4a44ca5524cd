"""What every job of a run goes through: the doorway of scripts, imports that it stands on, messages of failures."""
