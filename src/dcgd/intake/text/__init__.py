"""A file's bytes to clean text: readers for each format, and lines joined with every character traced back."""
