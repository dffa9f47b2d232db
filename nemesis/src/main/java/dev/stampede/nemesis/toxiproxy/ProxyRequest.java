package dev.stampede.nemesis.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A proxy as the body of a request describes it. */
record ProxyRequest(JsonNode body) {
    ProxyRequest {
        if (!body.isObject()) {
            throw ApiException.badRequest("expected an object with name, listen and upstream, got " + body);
        }
    }

    /** Checks all before any is made. */
    static List<ProxyRequest> list(JsonNode body) {
        if (!body.isArray()) {
            throw ApiException.badRequest("expected an array of proxies, got " + body);
        }
        List<ProxyRequest> requests = new ArrayList<>();
        for (JsonNode each : body) {
            ProxyRequest request = new ProxyRequest(each);
            request.require("name", " at proxy " + (requests.size() + 1));
            request.require("upstream", " at proxy " + (requests.size() + 1));
            requests.add(request);
        }
        return requests;
    }

    EmbeddedProxy build(ServerSide side) {
        require("name", "");
        require("upstream", "");
        return new EmbeddedProxy(text("name", ""), listen(text("listen", "")), text("upstream", ""), side);
    }

    private void require(String field, String where) {
        if (text(field, "").isEmpty()) {
            throw ApiException.missing(field + where);
        }
    }

    HostPort listenOr(HostPort present) {
        return body.hasNonNull("listen") ? listen(text("listen", "")) : present;
    }

    String upstreamOr(String present) {
        return text("upstream", present);
    }

    boolean enabledOr(boolean present) {
        JsonNode value = body.path("enabled");
        if (value.isMissingNode() || value.isNull()) {
            return present;
        }
        if (!value.isBoolean()) {
            throw ApiException.badRequest("enabled must be true or false, not " + value);
        }
        return value.booleanValue();
    }

    /** Without an address, any port of the loopback address; the real server would listen on all interfaces. */
    private static HostPort listen(String text) {
        try {
            return HostPort.parse(text.isEmpty() ? ":0" : text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(500, String.valueOf(e.getMessage()));
        }
    }

    private String text(String field, String otherwise) {
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
