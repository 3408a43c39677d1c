"""What people read. One projection, a `Table` of columns and rows, feeds every format."""
