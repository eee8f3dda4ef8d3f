"""Rules and kit are plain Python: they run where nothing of the web is installed."""

import subprocess
import sys

from tests.house.tree import ROOT, Tree

TREE = Tree(ROOT)


def test_rules_and_kit_run_where_there_is_no_django() -> None:
    names = [".".join(m.parts).removesuffix(".__init__") for m in TREE.house if m.package == "kit" or m.room == "rules"]
    script = (
        "import sys, importlib\n"
        "for gone in ('django', 'psycopg', 'uvicorn'): sys.modules[gone] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]
