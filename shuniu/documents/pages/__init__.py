"""Pages of outgoing documents: one function for each address."""
