"""Shuniu 枢纽: the software a general office runs on."""

__version__ = "0.1.0"
