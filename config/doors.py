"""The one list of doors that open without sign-in; every other view asks for it."""

# View names as in the URL table. A view that is not here needs a member; tests walk the whole table.
PUBLIC_DOORS: frozenset[str] = frozenset(
    {
        "healthz",
        "readyz",
        "set_language",
        "desk:home",
        "people:sign_in",
        "alerts:sign_up",
        "alerts:current",
        "alerts:held",
        "alerts:push_key",
        "alerts:confirm",
        "alerts:manage",
        "alerts:change",
        "alerts:stop_mine",
        "alerts:stop",
        "alerts:alert",
        "alerts:text",
        "watch:report",
        "watch:receipt",
        "api:openapi-json",
        "api:file_sighting",
        "api:sighting_status",
        "api:add_to_sighting",
        "api:correct_sighting",
        "api:withdraw_sighting",
        "places:style",
        "places:tiles",
        "api:find",
        "api:find_quietly",
        "api:find_place",
    }
)
