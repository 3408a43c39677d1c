"""Papers: what they say, as facts, and the kinds there are."""
