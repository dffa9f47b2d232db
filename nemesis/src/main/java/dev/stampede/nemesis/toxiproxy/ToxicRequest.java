package dev.stampede.nemesis.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads toxics from the bodies of requests. */
final class ToxicRequest {
    private ToxicRequest() {}

    static Toxic parse(JsonNode body) {
        requireObject(body);
        String streamName = text(body, "stream", "downstream");
        ProxyStream stream = ProxyStream.named(streamName).orElseThrow(ApiException::invalidStream);
        String type = text(body, "type", "");
        String name = text(body, "name", "");
        Attributes attributes = new Attributes(attributes(body), MissingNode.getInstance());
        ToxicKind kind = ToxicKind.parse(type, attributes).orElseThrow(ApiException::invalidToxicType);
        return new Toxic(name.isEmpty() ? type + "_" + streamName : name, stream, streamName, toxicity(body, 1), kind);
    }

    /** Attributes and toxicity that the body gives, over those of the present toxic. */
    static Toxic merge(Toxic present, JsonNode body) {
        requireObject(body);
        Attributes attributes = new Attributes(attributes(body), Json.attributes(present.kind()));
        ToxicKind kind = ToxicKind.parse(present.kind().type(), attributes).orElseThrow(ApiException::invalidToxicType);
        return present.changedTo(toxicity(body, present.toxicity()), kind);
    }

    private static void requireObject(JsonNode body) {
        if (!body.isObject()) {
            throw ApiException.badRequest("expected an object with type, stream and attributes, got " + body);
        }
    }

    private static JsonNode attributes(JsonNode body) {
        JsonNode attributes = body.path("attributes");
        if (attributes.isMissingNode() || attributes.isNull() || attributes.isObject()) {
            return attributes;
        }
        throw ApiException.badRequest("attributes must be an object, not " + attributes);
    }

    private static float toxicity(JsonNode body, float present) {
        JsonNode value = body.path("toxicity");
        if (value.isMissingNode() || value.isNull()) {
            return present;
        }
        if (!value.isNumber()) {
            throw ApiException.badRequest("toxicity must be a number, not " + value);
        }
        return value.floatValue();
    }

    private static String text(JsonNode body, String field, String otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw ApiException.badRequest(field + " must be a string, not " + value);
        }
        return value.textValue();
    }
}
