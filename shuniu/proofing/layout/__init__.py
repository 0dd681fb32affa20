"""版式检查: the layout of GB/T 9704-2012 read back from a DOCX or a PDF."""
