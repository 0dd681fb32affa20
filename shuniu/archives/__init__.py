"""归档: items, codes, retention, hand-over, loan, appraisal, destruction, and packages that outlive the software."""
