package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.nemesis.toxiproxy.toxics.ToxicKind;

/** The attributes of a toxic: those in the request override the present ones. */
record ToxicAttributes(JsonNode given, JsonNode present) {

    /**
     * The toxic of this type with these attributes.
     *
     * @throws ApiException if the type is unknown, or an attribute is not an integer
     */
    ToxicKind kind(String type) {
        return switch (type) {
            case "noop" -> new ToxicKind.Noop();
            case "latency" -> new ToxicKind.Latency(number("latency"), number("jitter"));
            case "bandwidth" -> new ToxicKind.Bandwidth(number("rate"));
            case "slow_close" -> new ToxicKind.SlowClose(number("delay"));
            case "timeout" -> new ToxicKind.Timeout(number("timeout"));
            case "reset_peer" -> new ToxicKind.ResetPeer(number("timeout"));
            case "slicer" -> new ToxicKind.Slicer(number("average_size"), number("size_variation"), number("delay"));
            case "limit_data" -> new ToxicKind.LimitData(number("bytes"));
            default -> throw ApiException.invalidToxicType();
        };
    }

    /** The integer with this name; 0 if neither the request nor the toxic has it, as in the real server. */
    private long number(String name) {
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
