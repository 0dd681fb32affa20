"""流转: how papers travel. A slip is an ordered list of stages that people may change while it moves."""
