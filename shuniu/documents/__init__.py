"""办文(发文): drafting, review, sign-off, numbering, seal, issue."""
