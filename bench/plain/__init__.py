"""The board as any Django project would write it: the peer of `bench.dynamic`, served by the same worker."""
