"""演示: the invented county and the small office, made from a seed, and the five scenes."""
