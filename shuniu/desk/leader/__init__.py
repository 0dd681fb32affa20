"""领导: the brief, what waits for a word, the paper with its pad, and what happened while away (product §7.13)."""
