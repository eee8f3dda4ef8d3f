"""Parsing of what reporters send: the form, JSON and rows of files, words of a receipt."""
