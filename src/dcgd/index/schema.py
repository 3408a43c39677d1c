"""Defines the tables of the index. The public ones are documented in docs/sql.md and shown by `dcgd sql`."""

from dcgd.words import Word

APPLICATION = 0x64636764
"""What an index has for an application id: the letters dcgd."""
VERSION = 32
"""Of the tables and of what is in them: an index of another version is built anew."""

PUBLIC = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, registry TEXT NOT NULL, path TEXT NOT NULL,
    number TEXT, title TEXT, issuer TEXT, issued TEXT, start TEXT, due TEXT, type TEXT, closed TEXT, note TEXT,
    errors INTEGER NOT NULL, warnings INTEGER NOT NULL, rules TEXT NOT NULL
);
CREATE TABLE sections (
    document INTEGER NOT NULL, position INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, issued TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL, number INTEGER NOT NULL, section TEXT NOT NULL, position INTEGER NOT NULL,
    title TEXT NOT NULL, leads TEXT NOT NULL, participants TEXT NOT NULL, leaders TEXT NOT NULL, owner TEXT,
    contact TEXT, due TEXT, weight REAL NOT NULL, public INTEGER NOT NULL, implements TEXT NOT NULL, continues TEXT,
    same_as TEXT,
    checkpoints TEXT NOT NULL, adjustments TEXT NOT NULL, note TEXT, review INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX tasks_number ON tasks (document, number);
CREATE TABLE targets (
    document INTEGER NOT NULL, task INTEGER NOT NULL, id TEXT NOT NULL, indicator TEXT NOT NULL, kind TEXT NOT NULL,
    comparator TEXT NOT NULL, value REAL NOT NULL, unit_measure TEXT NOT NULL, quote TEXT NOT NULL,
    firmness TEXT NOT NULL, implied INTEGER NOT NULL, start TEXT, due TEXT, baseline REAL, pace TEXT,
    weight REAL NOT NULL, public INTEGER NOT NULL, implements TEXT NOT NULL, continues TEXT, same_as TEXT,
    checkpoints TEXT NOT NULL,
    shares TEXT NOT NULL, rollup TEXT NOT NULL, adjustments TEXT NOT NULL, note TEXT, review INTEGER NOT NULL
);
CREATE INDEX targets_task ON targets (document, task);
CREATE TABLE shares (
    document INTEGER NOT NULL, task INTEGER NOT NULL, target TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL,
    written TEXT NOT NULL, value REAL NOT NULL, due TEXT, adjustments TEXT NOT NULL, note TEXT
);
CREATE INDEX shares_task ON shares (document, task);
CREATE INDEX shares_unit ON shares (document, unit);
CREATE TABLE milestones (
    document INTEGER NOT NULL, task INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL,
    firmness TEXT NOT NULL, start TEXT, due TEXT, weight REAL NOT NULL, public INTEGER NOT NULL,
    implements TEXT NOT NULL, continues TEXT, same_as TEXT, checkpoints TEXT NOT NULL, adjustments TEXT NOT NULL,
    note TEXT,
    review INTEGER NOT NULL
);
CREATE INDEX milestones_task ON milestones (document, task);
CREATE TABLE units (
    document INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, short TEXT, "group" TEXT,
    aliases TEXT NOT NULL, leader TEXT, head TEXT, contact TEXT, note TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE people (
    document INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, post TEXT, unit TEXT, note TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE task_units (
    document INTEGER NOT NULL, unit TEXT NOT NULL, task INTEGER NOT NULL, role TEXT NOT NULL, written TEXT NOT NULL,
    PRIMARY KEY (document, unit, task, role)
) WITHOUT ROWID;
CREATE TABLE task_people (
    document INTEGER NOT NULL, person TEXT NOT NULL, task INTEGER NOT NULL, duty TEXT NOT NULL,
    PRIMARY KEY (document, person, task, duty)
) WITHOUT ROWID;
CREATE INDEX task_people_task ON task_people (document, task);
CREATE TABLE reports (
    document INTEGER NOT NULL, subject TEXT NOT NULL, target TEXT, milestone TEXT, task INTEGER, share TEXT,
    date TEXT NOT NULL, value REAL, percent REAL, by TEXT, checkpoint TEXT, note TEXT, difficulty TEXT,
    next_step TEXT, filled_by TEXT,
    checked_by TEXT, evidence TEXT NOT NULL, correction INTEGER NOT NULL, withdrawn INTEGER NOT NULL, received TEXT,
    recorded TEXT, recorded_by TEXT, file TEXT NOT NULL
);
CREATE INDEX reports_subject ON reports (document, subject);
CREATE INDEX reports_share ON reports (document, target) WHERE share IS NOT NULL;
CREATE TABLE problems (
    document INTEGER NOT NULL, id TEXT NOT NULL, task INTEGER NOT NULL, target TEXT, title TEXT NOT NULL,
    steps TEXT NOT NULL
);
CREATE TABLE notices (
    document INTEGER NOT NULL, number TEXT NOT NULL, level TEXT NOT NULL, unit TEXT NOT NULL, subject TEXT NOT NULL,
    issued TEXT NOT NULL, reply_by TEXT NOT NULL, reason TEXT NOT NULL, replied TEXT, recorded TEXT,
    recorded_by TEXT, steps TEXT NOT NULL
);
CREATE TABLE requests (
    document INTEGER NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL, field TEXT NOT NULL, "to" TEXT NOT NULL,
    checkpoint TEXT, steps TEXT NOT NULL
);
CREATE TABLE papers (
    document INTEGER NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, subject TEXT, period TEXT NOT NULL,
    as_of TEXT NOT NULL, issued TEXT NOT NULL, "to" TEXT NOT NULL, facts TEXT NOT NULL, recorded TEXT,
    recorded_by TEXT, steps TEXT NOT NULL
);
CREATE TABLE seals (
    document INTEGER NOT NULL, period TEXT NOT NULL, as_of TEXT NOT NULL, sealed TEXT NOT NULL, by TEXT NOT NULL,
    reason TEXT, archive TEXT NOT NULL, records TEXT NOT NULL, evidence TEXT NOT NULL, papers TEXT NOT NULL,
    previous TEXT, unchanged INTEGER NOT NULL
);
"""

INTERNAL = """
CREATE TABLE selection (words TEXT NOT NULL);
CREATE TABLE withdrawn (document INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, withdrawal TEXT);
CREATE TABLE left_out (
    document INTEGER NOT NULL, subject TEXT NOT NULL, what TEXT NOT NULL, date TEXT NOT NULL, known_on TEXT NOT NULL
);
CREATE TABLE searchable (last INTEGER NOT NULL);
CREATE TABLE items (
    document INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, what TEXT NOT NULL, task INTEGER NOT NULL,
    title TEXT NOT NULL, start TEXT NOT NULL, due TEXT NOT NULL, announced TEXT NOT NULL, kind TEXT,
    comparator TEXT NOT NULL, value REAL, unit_measure TEXT NOT NULL, quote TEXT NOT NULL, firmness TEXT NOT NULL,
    implied INTEGER NOT NULL, own_start TEXT, baseline REAL, pace TEXT, weight REAL NOT NULL, public INTEGER NOT NULL,
    implements TEXT NOT NULL, continues TEXT, same_as TEXT, checkpoints TEXT NOT NULL, shares TEXT NOT NULL,
    rollup TEXT NOT NULL,
    adjustments TEXT NOT NULL, note TEXT, review INTEGER NOT NULL,
    PRIMARY KEY (document, task, position)
) WITHOUT ROWID;
CREATE TABLE contacts (document INTEGER NOT NULL, name TEXT NOT NULL, phone TEXT, email TEXT);
CREATE TABLE unit_names (
    key TEXT NOT NULL, document INTEGER NOT NULL, unit TEXT NOT NULL, explicit INTEGER NOT NULL,
    PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE TABLE regions (document INTEGER PRIMARY KEY, chain TEXT NOT NULL, level TEXT NOT NULL);
CREATE TABLE diagnostics (
    document INTEGER NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
    severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, hint TEXT NOT NULL
);
CREATE TABLE spans (
    document INTEGER NOT NULL, file TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, task INTEGER,
    id TEXT, date TEXT
);
CREATE INDEX spans_file ON spans (document, file, start);
CREATE INDEX spans_task ON spans (document, task);
CREATE INDEX spans_id ON spans (document, id) WHERE id IS NOT NULL;
CREATE TABLE bases (document INTEGER PRIMARY KEY, digest BLOB NOT NULL);
CREATE TABLE validations (document INTEGER PRIMARY KEY, digest BLOB NOT NULL);
CREATE TABLE files (
    document INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, settled INTEGER NOT NULL, digest BLOB NOT NULL,
    PRIMARY KEY (document, name)
) WITHOUT ROWID;
"""

SEARCH = "search USING fts5(pairs, content='', detail=none, columnsize=0)"
"""The full-text table (see `search`); made at the first search."""
SEARCHED = (
    "t.title || char(10) || t.text || char(10) || coalesce((SELECT group_concat(p.person, char(10)) "
    "FROM task_people p WHERE p.document = t.document AND p.task = t.number), '')"
)
"""What of a task `t` is searched: its words, and the names of those who answer for it."""


class TableName(Word):
    """The public tables, in the order in which they are listed."""

    DOCUMENTS = "documents", "文件"
    SECTIONS = "sections", "章节"
    TASKS = "tasks", "任务"
    TARGETS = "targets", "目标"
    SHARES = "shares", "分解"
    MILESTONES = "milestones", "成果"
    UNITS = "units", "单位"
    TASK_UNITS = "task_units", "任务的单位"
    PEOPLE = "people", "人员"
    TASK_PEOPLE = "task_people", "任务的人员"
    REPORTS = "reports", "进展"
    PROBLEMS = "problems", "问题"
    NOTICES = "notices", "督办单"
    REQUESTS = "requests", "申请"
    PAPERS = "papers", "公文"
    SEALS = "seals", "封存"
    ASSESSMENTS = "assessments", "判定"


TABLES = tuple(name for name in TableName if name is not TableName.ASSESSMENTS)
"""Those that are stored; the verdicts depend on the day and are made when they are asked for."""

OWNED = (
    *TABLES[1:],
    "withdrawn",
    "left_out",
    "items",
    "contacts",
    "unit_names",
    "regions",
    "diagnostics",
    "spans",
    "files",
    "validations",
    "bases",
)
"""The tables whose rows belong to a document: what is deleted when it is read again."""

SEPARATOR = "、"
"""Between the names in `leads`, `participants` and `aliases`."""
