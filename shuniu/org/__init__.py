"""单位与人: units, divisions, posts and people; who stands in for whom, who is away, who may do what."""
