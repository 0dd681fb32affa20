"""流水: who did what, when, on whose behalf. Append-only, chained by hash, one line for each verb.

    from shuniu.journal.recording import record

    with record("matter.shelved", by=by, subject=matter) as line:
        ...                       # change the record
        line["until"] = "…"       # particulars: what the sentence and the auditor need

`record` opens the transaction; if the body raises, neither the change nor the line exists.
"""
