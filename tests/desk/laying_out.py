"""Lays out what pages load, as every start of the program does: `python -m tests.desk.laying_out`."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from wekeep.desk.actions.files import lay_out_files

    lay_out_files()
