"""Pages of supervision: the board, chasing, spot checks, the ledger, one screen for a leader."""
