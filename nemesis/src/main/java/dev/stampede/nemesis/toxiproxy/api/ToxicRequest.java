package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.toxics.Toxic;
import dev.stampede.nemesis.toxiproxy.toxics.ToxicKind;

/**
 * The body of a request that describes a toxic. The order of the checks is that of the real server: JSON types, stream,
 * type of the toxic, name (by the caller), attributes.
 */
record ToxicRequest(RequestBody body) {
    private static final JsonNode NONE = MissingNode.getInstance();

    /** The request for a new toxic. */
    static ToxicRequest creation(JsonNode body) {
        ToxicRequest request = change(body);
        request.body.requireStrings("name", "type", "stream");
        return request;
    }

    /** The request for a change of a toxic, which uses only attributes and toxicity. */
    static ToxicRequest change(JsonNode body) {
        return new ToxicRequest(RequestBody.of(body, "an object with type, stream and attributes")
                .require("attributes", JsonNode::isObject, "an object")
                .require("toxicity", JsonNode::isNumber, "a number"));
    }

    /** Checks stream and type, then returns the name of the toxic. */
    String name() {
        String stream = body.text("stream", "downstream");
        if (StreamDirection.named(stream).isEmpty()) {
            throw ApiException.invalidStream();
        }
        String type = kind(NONE).type();
        String name = body.text("name", "");
        return name.isEmpty() ? type + "_" + stream : name;
    }

    Toxic toxic() {
        String name = name();
        String streamName = body.text("stream", "downstream");
        StreamDirection stream = StreamDirection.named(streamName).orElseThrow(ApiException::invalidStream);
        return new Toxic(name, stream, streamName, toxicity(1), kind(body.field("attributes")));
    }

    /** The present toxic, changed to the attributes and the toxicity of the body. */
    Toxic over(Toxic present) {
        ToxicAttributes attributes = new ToxicAttributes(body.field("attributes"), ApiJson.attributes(present.kind()));
        ToxicKind kind = attributes.kind(present.kind().type());
        return present.changedTo(toxicity(present.toxicity()), kind);
    }

    private ToxicKind kind(JsonNode attributes) {
        return new ToxicAttributes(attributes, NONE).kind(body.text("type", ""));
    }

    private float toxicity(float present) {
        return body.has("toxicity") ? body.field("toxicity").floatValue() : present;
    }
}
