"""ROCK: base templates, design tokens, shared elements and scripts."""
