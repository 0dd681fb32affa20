"""原件: bytes with versions and hashes, what they say, where on the page they say it, and the guard before them."""
