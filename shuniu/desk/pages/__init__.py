"""Pages of the desk: one function per address; finds, asks, calls, renders."""
