"""How dates and times are written in the languages that Django has no formats for (settings.FORMAT_MODULE_PATH)."""
