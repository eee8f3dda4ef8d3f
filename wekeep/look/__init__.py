"""The rock every page stands on: base templates, tokens, shared elements, scripts, the service worker and the catalogues."""
