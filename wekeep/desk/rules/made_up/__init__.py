"""The neighbours of the demo's city, drawn from a seed: who helps, who asks, and what becomes of it. Nobody of them exists."""
