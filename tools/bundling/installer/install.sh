#!/bin/sh
# 离线安装 dcgd：sh install.sh [--to 文件夹]。说明见 安装说明.md。
cd "$(dirname "$0")" || exit 2
for python in "$DCGD_PYTHON" python3.13 python3.12 python3.11 python3; do
    # An older one could not even read install.py.
    if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then
        exec "$python" install.py "$@"
    fi
done
echo "没有 Python 3.11 以上：装一个，或改用免安装的那一种（portable）。" >&2
exit 2
