"""Pages of matters: one function per address; finds, asks, calls, renders."""
