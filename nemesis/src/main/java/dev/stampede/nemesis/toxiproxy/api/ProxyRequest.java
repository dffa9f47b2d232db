package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.nemesis.toxiproxy.pipeline.EmbeddedProxy;
import dev.stampede.nemesis.toxiproxy.pipeline.HostPort;
import dev.stampede.nemesis.toxiproxy.pipeline.ServerContext;
import java.util.ArrayList;
import java.util.List;

/** The body of a request that describes a proxy. Fields of a wrong type are refused before any other check. */
record ProxyRequest(RequestBody body) {
    static ProxyRequest of(JsonNode body) {
        return new ProxyRequest(RequestBody.of(body, "an object with name, listen and upstream")
                .requireStrings("name", "listen", "upstream")
                .require("enabled", JsonNode::isBoolean, "true or false"));
    }

    /** The requests in the body of a populate, which are all checked before the first proxy is created. */
    static List<ProxyRequest> list(JsonNode body) {
        if (body.isNull()) {
            return List.of();
        }
        if (!body.isArray()) {
            throw ApiException.badRequest("expected an array of proxies, got " + body);
        }
        List<ProxyRequest> requests = new ArrayList<>();
        for (JsonNode each : body) {
            requests.add(of(each));
        }
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).requireAll(" at proxy " + (i + 1));
        }
        return requests;
    }

    void requireAll() {
        requireAll("");
    }

    private void requireAll(String where) {
        for (String field : List.of("name", "upstream")) {
            if (body.text(field, "").isEmpty()) {
                throw ApiException.missing(field + where);
            }
        }
    }

    String name() {
        return body.text("name", "");
    }

    /** The requested proxy, which does not exist yet. */
    EmbeddedProxy build(ServerContext context) {
        HostPort listen = parse(body.text("listen", ""), "listen tcp: ");
        return new EmbeddedProxy(name(), listen, upstreamOr(""), context);
    }

    /**
     * The new listen address of an existing proxy, resolved before the proxy changes, so that an invalid address
     * changes nothing.
     */
    HostPort listenOr(HostPort present) {
        if (!body.has("listen")) {
            return present;
        }
        HostPort listen = parse(body.text("listen", ""), "");
        if (listen.resolved().isUnresolved()) {
            throw new ApiException(500, "lookup " + listen.host() + ": no such host");
        }
        return listen;
    }

    String upstreamOr(String present) {
        return body.text("upstream", present);
    }

    boolean enabledOr(boolean present) {
        return body.has("enabled") ? body.field("enabled").booleanValue() : present;
    }

    /** An empty text means any port of the loopback address; the real server would listen on all interfaces. */
    private static HostPort parse(String text, String operation) {
        try {
            return text.isEmpty() ? HostPort.ANY : HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(500, operation + e.getMessage());
        }
    }
}
