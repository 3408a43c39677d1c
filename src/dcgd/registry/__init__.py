"""A registry of files: found, read, validated, checked. Out comes a `Registry` and all diagnostics about it."""
