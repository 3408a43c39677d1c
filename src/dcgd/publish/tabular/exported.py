"""A public table of an index, whole and typed, with the verdicts of a day as one of them."""

import sqlite3
from datetime import date

from dcgd.index import public
from dcgd.index.lookup import Filter
from dcgd.index.readonly import judge_into
from dcgd.index.schema import TableName
from dcgd.publish.tabular.typed_tables import Data, Field
from dcgd.tracking.item_row import assessments
from dcgd.tracking.judged_items import judged_items


def exported(connection: sqlite3.Connection, name: TableName, day: date) -> Data:
    """One table with all its rows, those of the verdicts as of the end of a day."""
    if name is TableName.ASSESSMENTS:
        judge_into(connection, assessments(judged_items(connection, Filter(), day)), day)
    fields = tuple(Field(*field) for field in public.fields(connection, name))
    return Data(name, fields, list(public.rows(connection, name)))
