"""A registry brought up to a newer document: entities merged, then only the bytes that change."""
