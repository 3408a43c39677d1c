"""The read model: a registry's validated data in SQLite, derived from the YAML and thrown away at will.

Reading commands work from here and load neither pydantic nor yaml. An answer is as fresh as the files: see `freshness`.
"""
