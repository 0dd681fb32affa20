"""公文版式: a structured official text, set to GB/T 9704-2012 as PDF, DOCX and OFD; knows no database."""
