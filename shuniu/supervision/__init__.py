"""督查督办: what was given out is followed by itself; lights by week, one ladder for everybody, checks by drawing lots."""
