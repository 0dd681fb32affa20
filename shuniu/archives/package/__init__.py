"""档案包: an item or a year as one file that opens, reads and proves itself without this program."""
