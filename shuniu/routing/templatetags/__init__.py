"""Template tags of slips."""
