package dev.stampede.nemesis.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;

/** The attributes of a toxic as a request gives them, over those that it has already. */
record Attributes(JsonNode given, JsonNode present) {

    /** The integer of that name; 0 if neither has it, as in the real server. */
    long number(String name) {
        JsonNode value = given.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return present.path(name).asLong(0);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw ApiException.badRequest("attributes." + name + " must be an integer, not " + value);
        }
        return value.longValue();
    }
}
