package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.nemesis.toxiproxy.pipeline.EmbeddedProxy;
import dev.stampede.nemesis.toxiproxy.toxics.Toxic;
import dev.stampede.nemesis.toxiproxy.toxics.ToxicKind;
import java.util.List;

/** Writes proxies, toxics and errors in the format of the HTTP API. */
final class ApiJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ApiJson() {}

    static JsonNode parse(String body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw ApiException.badRequest("EOF");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest(e.getOriginalMessage());
        }
    }

    static JsonNode attributes(ToxicKind kind) {
        return MAPPER.valueToTree(kind);
    }

    static ObjectNode proxy(EmbeddedProxy proxy) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", proxy.name());
        node.put("listen", proxy.listen().toString());
        node.put("upstream", proxy.upstream());
        node.put("enabled", proxy.isEnabled());
        node.set("toxics", toxics(proxy.toxics()));
        return node;
    }

    static ObjectNode proxies(List<EmbeddedProxy> proxies) {
        ObjectNode node = MAPPER.createObjectNode();
        proxies.forEach(proxy -> node.set(proxy.name(), proxy(proxy)));
        return node;
    }

    static ArrayNode toxics(List<Toxic> toxics) {
        ArrayNode node = MAPPER.createArrayNode();
        toxics.forEach(toxic -> node.add(toxic(toxic)));
        return node;
    }

    static ObjectNode toxic(Toxic toxic) {
        ObjectNode node = MAPPER.createObjectNode();
        node.set("attributes", attributes(toxic.kind()));
        node.put("name", toxic.name());
        node.put("type", toxic.kind().type());
        node.put("stream", toxic.streamName());
        if (toxic.toxicity() == Math.rint(toxic.toxicity())) {
            node.put("toxicity", (long) toxic.toxicity());
        } else {
            node.put("toxicity", toxic.toxicity());
        }
        return node;
    }

    static ObjectNode error(ApiException error) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("error", error.getMessage());
        node.put("status", error.status());
        return node;
    }

    static ObjectNode populated(ProxyRegistry.Populated populated) {
        ObjectNode node = populated.failure().isEmpty()
                ? MAPPER.createObjectNode()
                : error(populated.failure().get(0));
        ArrayNode proxies = MAPPER.createArrayNode();
        populated.proxies().forEach(proxy -> proxies.add(proxy(proxy)));
        // As in the real server: null instead of an empty list.
        node.set("proxies", proxies.isEmpty() ? null : proxies);
        return node;
    }
}
