"""Every change of a registry that a command makes, one file a kind: pure functions of what is there."""
