"""The lake: many registries as partitioned Parquet that any engine reads."""
