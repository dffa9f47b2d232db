package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.nemesis.toxiproxy.pipeline.TrafficMeter;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/** The API without HTTP: maps a method, a path and a body to a status and a body. */
public final class ToxiproxyApi {
    /**
     * The version of Toxiproxy that has the same API, with a suffix that distinguishes this server from the real one.
     */
    static final String VERSION = "2.12.0-embedded";

    private final ProxyRegistry proxies;
    private final TrafficMeter meter;

    public ToxiproxyApi(ProxyRegistry proxies, TrafficMeter meter) {
        this.proxies = proxies;
        this.meter = meter;
    }

    /**
     * The response to a request.
     *
     * @param contentType the content type; text for errors, as in the real server
     */
    record Response(int status, String contentType, String body) {
        static final String JSON = "application/json";
        static final String TEXT = "text/plain; charset=utf-8";

        static Response json(int status, JsonNode body) {
            return new Response(status, JSON, body.toString());
        }

        static Response error(ApiException error) {
            return new Response(error.status(), TEXT, ApiJson.error(error) + "\n");
        }

        static Response empty(int status) {
            return new Response(status, "", "");
        }
    }

    /**
     * Answers a request.
     *
     * @param path the decoded segments of the path
     */
    Response answer(HttpMethod method, List<String> path, String body) {
        try {
            return switch (path.isEmpty() ? "" : path.get(0)) {
                case "version" -> single(path, HttpMethod.GET, method, this::version);
                case "metrics" -> single(path, HttpMethod.GET, method, this::metrics);
                case "reset" -> single(path, HttpMethod.POST, method, this::reset);
                case "populate" -> single(path, HttpMethod.POST, method, () -> populate(body));
                case "proxies" -> proxies(method, path.subList(1, path.size()), body);
                default -> notFound();
            };
        } catch (ApiException e) {
            return Response.error(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.error(new ApiException(503, "the server is being closed"));
        }
    }

    private interface Action {
        Response run() throws InterruptedException;
    }

    private static Response single(List<String> path, HttpMethod expected, HttpMethod method, Action action)
            throws InterruptedException {
        if (path.size() != 1) {
            return notFound();
        }
        return method.equals(expected) ? action.run() : Response.empty(405);
    }

    private static Response notFound() {
        return new Response(404, Response.TEXT, "404 page not found\n");
    }

    private Response version() {
        return new Response(200, "application/json;charset=utf-8", "{\"version\": \"" + VERSION + "\"}\n");
    }

    private Response metrics() {
        return new Response(200, "text/plain; version=0.0.4; charset=utf-8", meter.exposition());
    }

    private Response reset() throws InterruptedException {
        proxies.reset();
        return Response.empty(204);
    }

    private Response populate(String body) throws InterruptedException {
        ProxyRegistry.Populated populated;
        try {
            populated = proxies.populate(ProxyRequest.list(ApiJson.parse(body)));
        } catch (ApiException e) {
            populated = new ProxyRegistry.Populated(List.of(), List.of(e));
        }
        int status =
                populated.failure().isEmpty() ? 201 : populated.failure().get(0).status();
        return Response.json(status, ApiJson.populated(populated));
    }

    private Response proxies(HttpMethod method, List<String> path, String body) throws InterruptedException {
        if (path.isEmpty()) {
            return collection(method, body);
        }
        if (path.contains("")) {
            return notFound();
        }
        String proxy = path.get(0);
        if (path.size() == 1) {
            return proxy(method, proxy, body);
        }
        if (!path.get(1).equals("toxics") || path.size() > 3) {
            return notFound();
        }
        return path.size() == 2 ? toxics(method, proxy, body) : toxic(method, proxy, path.get(2), body);
    }

    private Response collection(HttpMethod method, String body) throws InterruptedException {
        return switch (method.name()) {
            case "GET" -> Response.json(200, ApiJson.proxies(proxies.all()));
            case "POST" -> Response.json(201, ApiJson.proxy(proxies.create(ProxyRequest.of(ApiJson.parse(body)))));
            default -> Response.empty(405);
        };
    }

    private Response proxy(HttpMethod method, String proxy, String body) throws InterruptedException {
        return switch (method.name()) {
            case "GET" -> Response.json(200, ApiJson.proxy(proxies.get(proxy)));
            case "POST", "PATCH" -> {
                proxies.get(proxy);
                yield Response.json(200, ApiJson.proxy(proxies.update(proxy, ProxyRequest.of(ApiJson.parse(body)))));
            }
            case "DELETE" -> {
                proxies.delete(proxy);
                yield Response.empty(204);
            }
            default -> Response.empty(405);
        };
    }

    private Response toxics(HttpMethod method, String proxy, String body) {
        return switch (method.name()) {
            case "GET" -> Response.json(200, ApiJson.toxics(proxies.get(proxy).toxics()));
            case "POST" -> {
                proxies.get(proxy);
                yield Response.json(200, ApiJson.toxic(proxies.addToxic(proxy, ApiJson.parse(body))));
            }
            default -> Response.empty(405);
        };
    }

    private Response toxic(HttpMethod method, String proxy, String toxic, String body) {
        return switch (method.name()) {
            case "GET" -> Response.json(200, ApiJson.toxic(proxies.toxic(proxy, toxic)));
            case "POST", "PATCH" -> {
                proxies.toxic(proxy, toxic);
                yield Response.json(200, ApiJson.toxic(proxies.updateToxic(proxy, toxic, ApiJson.parse(body))));
            }
            case "DELETE" -> {
                proxies.removeToxic(proxy, toxic);
                yield Response.empty(204);
            }
            default -> Response.empty(405);
        };
    }
}
