"""What can be wrong with a file of a registry before its text is read.

Apart from `files`, which every short command loads.
"""

from dcgd.diagnostics import Code, Severity

MISSING_FILE = Code(
    "missing-file",
    Severity.ERROR,
    "缺少文件",
    "登记册至少要有 tasks.yaml 和 units.yaml。",
    "data/ 里只有 tasks.yaml",
    "data/ 里有 tasks.yaml 和 units.yaml；新建登记册用 dcgd init",
    "文件名写错的改正；还没有登记册的用 dcgd init 新建。",
)
UNREADABLE_FILE = Code(
    "unreadable-file",
    Severity.ERROR,
    "文件读不了",
    "文件存在，但没有权限读、是个文件夹，或磁盘出错。",
    "tasks.yaml 是一个文件夹",
    "tasks.yaml 是一个当前用户能读的文件",
    "检查文件的权限，或换一个位置。",
)
LINK_OUTSIDE = Code(
    "link-outside",
    Severity.ERROR,
    "链接指向登记册之外",
    "登记册里的文件可以是链接，但只能指向登记册之内：指向别处的，会把别处的内容读进来，或写到别处去。",
    "rules.yaml → ../../etc/passwd",
    "rules.yaml 是一个文件",
    "把链接换成真正的文件，或让它指向登记册之内。",
)
CODES = (MISSING_FILE, UNREADABLE_FILE, LINK_OUTSIDE)
