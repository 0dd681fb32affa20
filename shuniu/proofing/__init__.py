"""核校: what can be checked of a text, by rules that are data; knows text and bytes, no database."""
