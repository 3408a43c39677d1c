"""The dashboard a leader opens: a snapshot in, the files of a web page out."""
