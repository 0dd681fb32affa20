"""The office as a program on a machine: starting and stopping it, keeping it safe, telling whether it is well.

Above the pages, below the command line. Nothing here decides anything about a matter.
"""
