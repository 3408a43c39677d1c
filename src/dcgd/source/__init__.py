"""Text of a registry's files: bytes → characters → YAML nodes with positions → plain data."""
