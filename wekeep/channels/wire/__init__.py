"""The one way out for HTTP: many POSTs at once to addresses that strangers gave, never to a private one."""
