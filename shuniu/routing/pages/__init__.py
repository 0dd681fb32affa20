"""Pages of slips: a slip and its presses, where one is started, those under way, the usual routes."""
