"""样件: at least forty invented papers to drop on a page, as PDF, scan, DOCX, mail, sheet and archive (product §16)."""
