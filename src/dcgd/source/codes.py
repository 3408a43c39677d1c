"""The codes of what can be wrong with the bytes, characters and YAML of a file."""

from dcgd.diagnostics import Code, Severity

UNFINISHED_CHANGE = Code(
    "unfinished-change",
    Severity.ERROR,
    "没有做完的写入",
    "一次改几个文件，要先写下一份计划（.dcgd.plan）再逐个换上。写到一半断了，下一个命令会照计划换完；这里有一份计划，却不能照它做：它不是在这里写下的，或者文件后来又被改过。所以什么都没有动。",
    "随克隆带来的 .dcgd.plan",
    "没有 .dcgd.plan",
    "照提示做。不是自己写到一半的，删除 .dcgd.plan 即可。",
)
FILE_TOO_LARGE = Code(
    "file-too-large",
    Severity.ERROR,
    "文件过大",
    "单个文件不得超过 256 MB（九万项任务约 70 MB）。",
    "一个 1 GB 的 tasks.yaml",
    "按区县或年度拆成几个登记册",
    "把登记册拆成几个文件夹；各命令的 --data 可以同时给几个。",
)
EMPTY_FILE = Code(
    "empty-file",
    Severity.ERROR,
    "空文件",
    "文件里没有内容，或只有注释。",
    "（空）",
    "units:\n  - name: 区水利局",
    "写上内容；不需要的可选文件（rules、problems、notices）直接删去。",
)
ENCODING_GBK = Code(
    "encoding-gbk",
    Severity.ERROR,
    "不是 UTF-8 编码",
    "文件多半是 Windows 记事本按 ANSI（GBK）保存的。内容仍按 GBK 读出，好把其他问题一并报告。",
    "以 ANSI 保存的文件",
    "另存为 UTF-8",
    "在编辑器或记事本里“另存为”，编码选 UTF-8。",
)
ENCODING_UTF16 = Code(
    "encoding-utf16",
    Severity.ERROR,
    "UTF-16 编码",
    "文件以 UTF-16（记事本的“Unicode”）保存。内容仍会读出，好把其他问题一并报告。",
    "以 Unicode 保存的文件",
    "另存为 UTF-8",
    "在编辑器或记事本里“另存为”，编码选 UTF-8。",
)
BOM = Code(
    "bom",
    Severity.WARNING,
    "有 BOM",
    "文件开头有看不见的字节顺序标记，有的工具会因此出错。",
    "UTF-8（带 BOM）",
    "UTF-8（无 BOM）",
    "在编辑器里另存为“UTF-8（无 BOM）”。",
)
CRLF = Code(
    "crlf",
    Severity.WARNING,
    "Windows 行尾",
    "行尾是 CRLF。混用行尾会使版本比对把整个文件显示为改动。",
    "行尾 CRLF",
    "行尾 LF",
    "在编辑器里把行尾改为 LF；在 git 里加一行 .gitattributes：* text=auto eol=lf。",
)
CONTROL_CHARACTER = Code(
    "control-character",
    Severity.ERROR,
    "看不见的字符",
    "有看不见的字符：控制字符，没有宽度、改变文字方向、选择字形、只占地方的字符。多为复制粘贴带入，可以用来伪装内容。",
    "title: 壮大⁢企业（中间有看不见的字符）",
    "title: 壮大企业",
    "删去提示位置上的字符，重新键入那几个字。",
)
YAML_SYNTAX = Code(
    "yaml-syntax",
    Severity.ERROR,
    "YAML 语法错误",
    "文件不合 YAML 的写法。出错的那一条会被略过，其余照常检查。",
    'title: "壮大企业',
    'title: "壮大企业"',
    "看提示的行和上一行：冒号后要有空格，引号要成对，同一级要对齐。文字里有“: ”“ #”或以特殊符号开头的，整个加上引号。",
)
MERGE_CONFLICT = Code(
    "merge-conflict",
    Severity.ERROR,
    "合并冲突没有解决",
    "git（或别的版本工具）合并时两边改了同一处，留下了 <<<<<<<、=======、>>>>>>> 的标记。"
    "只读前一半（自己的），后一半略过，好把其他问题一并报告。",
    "<<<<<<< HEAD\nvalue: 15\n=======\nvalue: 12\n>>>>>>> 区发改局",
    "value: 15",
    "两边比较，留下对的，删去标记的行；再 git add。只剩半截标记的，是上次没有删干净：还要看另一半的内容是不是留错了。",
)
YAML_TAB = Code(
    "yaml-tab",
    Severity.ERROR,
    "用 Tab 缩进",
    "YAML 的缩进只能用空格。",
    "	title: 壮大企业",
    "  title: 壮大企业",
    "把行首的 Tab 换成空格；在编辑器里把 Tab 设为两个空格。",
)
FULLWIDTH_COLON = Code(
    "fullwidth-colon",
    Severity.ERROR,
    "全角冒号",
    "键的后面要用半角冒号加一个空格；全角冒号会被当成文字。",
    "title：壮大企业",
    "title: 壮大企业",
    "改成半角冒号，后面空一格。",
)
FULLWIDTH_COMMA = Code(
    "fullwidth-comma",
    Severity.ERROR,
    "全角逗号",
    "方括号里的各项要用半角逗号分隔；用“，”“、”会被当成一个名称。",
    "leads: [区水利局，区财政局]",
    "leads: [区水利局, 区财政局]",
    "改成半角逗号，后面空一格。",
)
FULLWIDTH_BRACKET = Code(
    "fullwidth-bracket",
    Severity.ERROR,
    "全角括号",
    "列表要用半角方括号。",
    "leads: ［区水利局］",
    "leads: [区水利局]",
    "改成半角方括号。",
)
FULLWIDTH_SPACE = Code(
    "fullwidth-space",
    Severity.ERROR,
    "全角空格缩进",
    "行首有全角空格或不换行空格，YAML 不把它当作缩进。",
    "　　title: 壮大企业",
    "  title: 壮大企业",
    "把行首的空白删去，用半角空格重新缩进。",
)
YAML_ANCHOR = Code(
    "yaml-anchor",
    Severity.ERROR,
    "锚点或别名",
    "不许用 &锚点 和 *别名：读的人看不到真正的内容，改一处会动到别处。",
    "leads: *units",
    "leads: [区水利局, 区财政局]",
    "把内容照写一遍；本来就是文字的，加上引号。",
)
YAML_TAG = Code(
    "yaml-tag",
    Severity.ERROR,
    "标签",
    "不许用 ! 开头的标签。",
    "value: !!float 15",
    "value: 15",
    "删去 ! 开头的词；本来就是文字的，加上引号。",
)
BAD_KEY = Code(
    "bad-key",
    Severity.ERROR,
    "键不对",
    "键应是一个英文小写的词。",
    "? [a, b]\n: 1",
    "title: 壮大企业",
    "把键写成一个词，如 title。",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    Severity.ERROR,
    "键重复",
    "同一处一个键写了两次。YAML 会默默取其一，所以不许。",
    "value: 15\nvalue: 12",
    "value: 15",
    "看清哪一个是对的，删去另一个。",
)

CODES = (
    UNFINISHED_CHANGE,
    FILE_TOO_LARGE,
    EMPTY_FILE,
    ENCODING_GBK,
    ENCODING_UTF16,
    BOM,
    CRLF,
    CONTROL_CHARACTER,
    YAML_SYNTAX,
    MERGE_CONFLICT,
    YAML_TAB,
    FULLWIDTH_COLON,
    FULLWIDTH_COMMA,
    FULLWIDTH_BRACKET,
    FULLWIDTH_SPACE,
    YAML_ANCHOR,
    YAML_TAG,
    BAD_KEY,
    DUPLICATE_KEY,
)
