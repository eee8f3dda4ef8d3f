"""How often a process of ours looks for garbage."""

import os
import subprocess
import sys

from tests.house.tree import ROOT

ASK = "import django, gc; django.setup(); print(gc.get_threshold()[0] >= 20_000, gc.get_freeze_count() > 50_000)"


def test_every_process_leaves_what_it_loaded_out_of_each_look_for_garbage() -> None:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True", "True"]
