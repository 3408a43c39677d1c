"""The chain of promises: whether what a document above promises was taken up below, and what went soft on the way."""
