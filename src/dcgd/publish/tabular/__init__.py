"""Tables of columns and rows, in every format."""
