"""The one list of doors that open without sign-in; every other view asks for it."""

# View names as in the URL table. A view that is not here needs a member; tests walk the whole table.
PUBLIC_DOORS: frozenset[str] = frozenset(
    {
        "healthz",
        "readyz",
        "set_language",
        "desk:home",
        "desk:now",
        "desk:public_alert",
        "desk:rumours",
        "desk:alerts_atom",
        "desk:alerts_atom_in",
        "desk:alerts_geojson",
        "desk:alerts_geojson_in",
        "desk:rumours_atom",
        "desk:rumours_atom_in",
        "desk:cap",
        "people:sign_in",
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
        "api:find_place",
        "api:find_place_quietly",
    }
)
