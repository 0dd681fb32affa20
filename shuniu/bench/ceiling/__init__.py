"""The ceiling: a minimal Django application over the same data, doing only what the question needs.

No permissions, no journal chain, no translations, no lights: what Django costs when nothing is asked of it. Our pages
are measured as multiples of it in the same run. Its tables are copied from ours by `copying.copy`.
"""
