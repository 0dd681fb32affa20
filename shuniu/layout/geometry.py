"""版面的数: the measures of GB/T 9704-2012 that more than one form of the paper needs.

A cell is one character of the body, a pitch is one line; both follow from 28 characters and 22 lines that fill a text
area of 156 by 225 mm.
"""

from __future__ import annotations

PAGE_MM = (210.0, 297.0)
TOP_MM, LEFT_MM, WIDE_MM, TALL_MM = 37.0, 28.0, 156.0, 225.0
CELLS, LINES = 28, 22
POINTS_PER_MM = 72 / 25.4
CELL_MM = WIDE_MM / CELLS
PITCH_MM = TALL_MM / LINES
CELL_PT = CELL_MM * POINTS_PER_MM
PITCH_PT = PITCH_MM * POINTS_PER_MM
SIZE_3_PT = 16.0

# From the top of the paper to the top edge of the red name.
MARK_TOP_MM = {"ordinary": TOP_MM + 35, "minutes": TOP_MM + 35, "letter": 30.0, "order": TOP_MM + 20}
