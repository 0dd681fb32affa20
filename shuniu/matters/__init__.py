"""事项: one piece of office work whatever its kind; how it arrives, is read, placed, held, done and ordered."""
