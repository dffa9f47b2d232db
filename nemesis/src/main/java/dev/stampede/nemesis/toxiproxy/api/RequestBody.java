package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Predicate;

/**
 * The object in the body of a request. As in the real server, {@code null} means that the object or the field is
 * missing.
 */
record RequestBody(JsonNode fields) {

    /**
     * Checks that the body is an object.
     *
     * @param expected a description for messages
     */
    static RequestBody of(JsonNode body, String expected) {
        if (body.isNull()) {
            return new RequestBody(JsonNodeFactory.instance.objectNode());
        }
        if (!body.isObject()) {
            throw ApiException.badRequest("expected " + expected + ", got " + body);
        }
        return new RequestBody(body);
    }

    RequestBody requireStrings(String... names) {
        for (String name : names) {
            require(name, JsonNode::isTextual, "a string");
        }
        return this;
    }

    /** Refuses a present field of a wrong type. */
    RequestBody require(String name, Predicate<JsonNode> type, String typeName) {
        if (has(name) && !type.test(fields.path(name))) {
            throw ApiException.badRequest(name + " must be " + typeName + ", not " + fields.path(name));
        }
        return this;
    }

    boolean has(String name) {
        return fields.hasNonNull(name);
    }

    JsonNode field(String name) {
        return fields.path(name);
    }

    String text(String name, String otherwise) {
        return has(name) ? field(name).textValue() : otherwise;
    }
}
