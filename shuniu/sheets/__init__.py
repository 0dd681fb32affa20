"""单子: paper. What is printed on A4 from the record, and what comes back from the scanner with ink on it."""
