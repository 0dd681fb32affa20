"""One plain line for the person at the keyboard; the program ends with exit code 2."""


class Plain(Exception):
    """坏在输入或用法: what is wrong and, where it helps, what to do. Nothing was changed."""
