package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Predicate;

/** The object in the body of a request. As in the real server, {@code null} is an object, or a field, that is not there. */
record RequestBody(JsonNode fields) {

    /**
     * Reads an object.
     *
     * @param expected what to expect, in words
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

    /** Refuses a field that is there and not of its type. */
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
