package dev.stampede.nemesis.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status, content type and body of the responses of the HTTP API, for the embedded and the real server. */
abstract class ApiConformance extends ConformanceFixture {
    @BeforeEach
    void add_a_toxic() {
        call("POST", "/proxies/p/toxics", "{'type':'latency','attributes':{'latency':10},'toxicity':0.3}", 200);
    }

    private JsonNode call(String method, String path, String body, int status) {
        return json(answer(method, path, body, status));
    }

    private HttpResponse<String> answer(String method, String path, String body, int status) {
        HttpResponse<String> response = server().call(method, path, body.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response;
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            POST   | /proxies                      | {'name':'p','upstream':'x:1'}                          | 409 | proxy already exists
            POST   | /proxies                      | {'name':'p','upstream':'x:1','listen':'foo'}           | 409 | proxy already exists
            POST   | /proxies                      | {'listen':'127.0.0.1:0'}                               | 400 | missing required field: name
            POST   | /proxies                      | {'name':'','upstream':'x:1'}                           | 400 | missing required field: name
            POST   | /proxies                      | {'name':'b'}                                           | 400 | missing required field: upstream
            POST   | /proxies                      | null                                                   | 400 | missing required field: name
            POST   | /proxies                      | {'name':'b','upstream':'x:1','listen':'foo'}           | 500 | listen tcp: address foo: missing port in address
            POST   | /proxies                      | {'name':'b','upstream':'x:1','listen':'a:b:c'}         | 500 | listen tcp: address a:b:c: too many colons in address
            POST   | /proxies                      | {'name':'b','upstream':'x:1','listen':'127.0.0.1:1x'}  | 500 | listen tcp: lookup tcp/1x: unknown port
            POST   | /proxies                      | {'name':'b','upstream':'x:1','listen':'127.0.0.1:99999'} | 500 | listen tcp: address 99999: invalid port
            POST   | /proxies/p                    | {'listen':'foo'}                                       | 500 | address foo: missing port in address
            PATCH  | /proxies/p                    | {'listen':'127.0.0.1:99999'}                           | 500 | address 99999: invalid port
            GET    | /proxies/zz                   | ``                                                     | 404 | proxy not found
            POST   | /proxies/zz                   | {'enabled':false}                                      | 404 | proxy not found
            PATCH  | /proxies/zz                   | x                                                      | 404 | proxy not found
            DELETE | /proxies/zz                   | ``                                                     | 404 | proxy not found
            GET    | /proxies/zz/toxics            | ``                                                     | 404 | proxy not found
            POST   | /proxies/zz/toxics            | {'type':'noop'}                                        | 404 | proxy not found
            GET    | /proxies/zz/toxics/t          | ``                                                     | 404 | proxy not found
            POST   | /proxies/p/toxics             | {'type':'latency'}                                     | 409 | toxic already exists
            POST   | /proxies/p/toxics             | {'type':'latency','attributes':{'latency':'x'}}        | 409 | toxic already exists
            POST   | /proxies/p/toxics             | {'type':'huh'}                                         | 400 | invalid toxic type
            POST   | /proxies/p/toxics             | {}                                                     | 400 | invalid toxic type
            POST   | /proxies/p/toxics             | {'type':'huh','stream':'up'}                           | 400 | stream was invalid, can be either upstream or downstream
            GET    | /proxies/p/toxics/zz          | ``                                                     | 404 | toxic not found
            POST   | /proxies/p/toxics/zz          | {'toxicity':1}                                         | 404 | toxic not found
            DELETE | /proxies/p/toxics/zz          | ``                                                     | 404 | toxic not found
            """)
    void bad_request_is_refused_with_its_status_and_reason(
            String method, String path, String body, int status, String error) {
        HttpResponse<String> response = answer(method, path, body, status);
        assertThat(json(response)).hasToString("{\"error\":\"" + error + "\",\"status\":" + status + "}");
        assertThat(type(response)).isEqualTo("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            /proxies                             | x
            /proxies                             | ``
            /proxies                             | []
            /proxies                             | {'name':5,'upstream':'x:1'}
            /proxies                             | {'upstream':'x:1','enabled':'yes'}
            /proxies/p                           | {'enabled':'yes'}
            /proxies/p                           | {'name':5}
            /proxies/p/toxics                    | {'type':'latency','name':'l','attributes':{'latency':'x'}}
            /proxies/p/toxics                    | {'type':'latency','name':'l','attributes':{'latency':1.5}}
            /proxies/p/toxics                    | {'type':'latency','name':'l','attributes':[]}
            /proxies/p/toxics                    | {'type':'latency','name':'l','toxicity':'x'}
            /proxies/p/toxics                    | {'type':'huh','stream':'up','toxicity':'x'}
            /proxies/p/toxics/latency_downstream | {'attributes':{'jitter':true}}
            """)
    void unreadable_body_is_refused(String path, String body) {
        assertThat(call("POST", path, body, 400).path("error").asText()).startsWith("bad request body: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/proxies/",
                "/proxies/p/",
                "/proxies/p/toxics/",
                "/proxies/p/poisons",
                "/version/"
            })
    void unknown_path_is_refused_with_plain_text(String path) {
        HttpResponse<String> response = answer("GET", path, "", 404);
        assertThat(response.body()).isEqualTo("404 page not found\n");
        assertThat(type(response)).isEqualTo("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/proxies/p",
        "DELETE,/proxies",
        "PUT,/proxies/p/toxics",
        "PUT,/proxies/p/toxics/latency_downstream",
        "GET,/reset",
        "GET,/populate",
        "POST,/version"
    })
    void wrong_method_is_refused_without_a_body(String method, String path) {
        assertThat(answer(method, path, "", 405).body()).isEmpty();
    }

    @Test
    void successful_responses_are_json() {
        assertThat(type(answer("GET", "/proxies", "", 200))).isEqualTo("application/json");
        assertThat(type(answer("GET", "/proxies/p", "", 200))).isEqualTo("application/json");
        assertThat(type(answer("GET", "/proxies/p/toxics", "", 200))).isEqualTo("application/json");
        assertThat(type(answer("GET", "/version", "", 200))).isEqualTo("application/json;charset=utf-8");
        assertThat(type(answer("POST", "/reset", "", 204))).isEqualTo("none");
    }

    @Test
    void request_of_a_browser_is_refused() {
        assertThat(server().callAs("Mozilla/5.0", "GET", "/proxies").statusCode())
                .isEqualTo(403);
    }

    @Test
    void toxic_has_a_default_name_and_all_fields() {
        assertThat(call("GET", "/proxies/p/toxics", "", 200))
                .hasToString("[{\"attributes\":{\"latency\":10,\"jitter\":0},\"name\":\"latency_downstream\","
                        + "\"type\":\"latency\",\"stream\":\"downstream\",\"toxicity\":0.3}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            noop       | {}
            latency    | {"latency":0,"jitter":0}
            bandwidth  | {"rate":0}
            slow_close | {"delay":0}
            timeout    | {"timeout":0}
            reset_peer | {"timeout":0}
            slicer     | {"average_size":0,"size_variation":0,"delay":0}
            limit_data | {"bytes":0}
            """)
    void toxic_has_zero_attributes_by_default_and_keeps_the_name_of_its_stream(String type, String attributes) {
        JsonNode made =
                call("POST", "/proxies/p/toxics", "{'type':'" + type + "','stream':'UpStream','name':'t'}", 200);
        assertThat(made.path("attributes")).hasToString(attributes);
        assertThat(made.path("stream").asText()).isEqualTo("UpStream");
        assertThat(made.path("toxicity").asDouble()).isEqualTo(1);
    }

    @Test
    void toxics_are_listed_upstream_first_and_then_in_the_order_of_creation() {
        call("POST", "/proxies/p/toxics", "{'type':'noop','name':'a','stream':'upstream'}", 200);
        call("POST", "/proxies/p/toxics", "{'type':'noop','name':'b','stream':'downstream'}", 200);
        call("POST", "/proxies/p/toxics", "{'type':'noop','name':'c','stream':'upstream'}", 200);
        assertThat(call("GET", "/proxies/p/toxics", "", 200).findValuesAsText("name"))
                .containsExactly("a", "c", "latency_downstream", "b");
    }

    @Test
    void toxic_update_keeps_omitted_fields_and_ignores_immutable_ones() {
        JsonNode changed = call(
                "PATCH",
                "/proxies/p/toxics/latency_downstream",
                "{'attributes':{'jitter':3,'huh':1},'type':'timeout','name':5,'stream':'up'}",
                200);
        assertThat(changed.path("attributes")).hasToString("{\"latency\":10,\"jitter\":3}");
        assertThat(changed.path("type").asText()).isEqualTo("latency");
        assertThat(changed.path("toxicity").asDouble()).isEqualTo(0.3);
        JsonNode calmer = call("POST", "/proxies/p/toxics/latency_downstream", "{'toxicity':1}", 200);
        assertThat(calmer.path("toxicity")).hasToString("1");
        assertThat(calmer.path("attributes").path("latency").asInt()).isEqualTo(10);
    }

    @Test
    void proxy_index_is_sorted_by_name() {
        call("POST", "/proxies", "{'name':'b','listen':'127.0.0.1:0','upstream':'x:1','enabled':false}", 201);
        JsonNode index = call("GET", "/proxies", "", 200);
        assertThat(index.fieldNames()).toIterable().containsExactly("b", "p");
        assertThat(index.path("p").path("enabled").asBoolean()).isTrue();
        assertThat(index.path("p").path("toxics")).hasSize(1);
        assertThat(index.path("b")).hasToString(proxyJson("b", "127.0.0.1:0", "x:1", "false"));
    }

    /** The real server adds a field without meaning. */
    private String proxyJson(String name, String listen, String upstream, String enabled) {
        return "{\"name\":\"%s\",\"listen\":\"%s\",\"upstream\":\"%s\",\"enabled\":%s,%s\"toxics\":[]}"
                .formatted(name, listen, upstream, enabled, server().isReal() ? "\"Logger\":{}," : "");
    }

    @Test
    void proxy_update_keeps_omitted_fields() {
        String listen = call("GET", "/proxies/p", "", 200).path("listen").asText();
        JsonNode moved = call("PATCH", "/proxies/p", "{'upstream':'127.0.0.1:2'}", 200);
        assertThat(moved.path("listen").asText()).isEqualTo(listen);
        assertThat(moved.path("upstream").asText()).isEqualTo("127.0.0.1:2");
        assertThat(moved.path("enabled").asBoolean()).isTrue();
        assertThat(moved.path("toxics")).hasSize(1);
    }

    @Test
    void proxy_move_to_a_port_in_use_is_refused_and_the_proxy_stops_listening() throws IOException {
        String listen = call("GET", "/proxies/p", "", 200).path("listen").asText();
        JsonNode refused = call("POST", "/proxies/p", "{'listen':'" + upstream().address() + "'}", 500);
        assertThat(refused.path("error").asText())
                .isEqualTo("listen tcp " + upstream().address() + ": bind: address already in use");
        assertThat(call("GET", "/proxies/p", "", 200).path("enabled").asBoolean())
                .isFalse();
        assertThatThrownBy(() -> Peer.connect(listen)).isInstanceOf(ConnectException.class);
    }

    @Test
    void populate_creates_replaces_and_keeps_proxies() {
        String listen = call("GET", "/proxies/p", "", 200).path("listen").asText();
        String upstream = upstream().address();
        JsonNode made = call(
                "POST",
                "/populate",
                "[{'name':'p','listen':'" + listen + "','upstream':'" + upstream + "'},"
                        + "{'name':'b','listen':'127.0.0.1:0','upstream':'127.0.0.1:1','enabled':false}]",
                201);
        assertThat(made.path("proxies").path(0).path("toxics")).hasSize(1);
        assertThat(made.path("proxies").path(1).path("enabled").asBoolean()).isFalse();
        JsonNode replaced =
                call("POST", "/populate", "[{'name':'p','listen':'" + listen + "','upstream':'127.0.0.1:2'}]", 201);
        assertThat(replaced.path("proxies").path(0).path("toxics")).isEmpty();
        assertThat(replaced.path("proxies").path(0).path("upstream").asText()).isEqualTo("127.0.0.1:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            [{'name':'b','upstream':'x:1'},{'name':'c'}]      | 400 | missing required field: upstream at proxy 2
            [{'upstream':'x:1'}]                              | 400 | missing required field: name at proxy 1
            [{'name':'b','upstream':'x:1','listen':'foo'}]    | 500 | listen tcp: address foo: missing port in address
            [{'name':'p','upstream':'x:1','listen':'foo'}]    | 500 | address foo: missing port in address
            """)
    void populate_that_fails_immediately_creates_no_proxy(String body, int status, String error) {
        assertThat(call("POST", "/populate", body, status))
                .hasToString("{\"error\":\"" + error + "\",\"status\":" + status + ",\"proxies\":null}");
        call("GET", "/proxies/b", "", 404);
    }

    @Test
    void populate_that_fails_later_returns_the_proxies_created_before() {
        JsonNode answer = call(
                "POST",
                "/populate",
                "[{'name':'b','upstream':'x:1','listen':'127.0.0.1:0'},{'name':'c','upstream':'x:1','listen':'foo'}]",
                500);
        assertThat(answer.path("proxies").findValuesAsText("name")).containsExactly("b");
        call("GET", "/proxies/b", "", 200);
        call("GET", "/proxies/c", "", 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void populate_with_nothing_changes_nothing(String body) {
        assertThat(call("POST", "/populate", body, 201)).hasToString("{\"proxies\":null}");
        call("GET", "/proxies/p", "", 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "{}", "[5]", "[{'name':5}]", "[{'name':'b'},{'name':'c','enabled':1}]"})
    void populate_with_an_unreadable_body_is_refused(String body) {
        JsonNode answer = call("POST", "/populate", body, 400);
        assertThat(answer.path("error").asText()).startsWith("bad request body: ");
        assertThat(answer.path("proxies").isNull()).isTrue();
    }

    @Test
    void version_identifies_the_server() {
        assertThat(server().call("GET", "/version", "").body())
                .isEqualTo(server().isReal() ? "{\"version\": \"2.12.0\"}\n" : "{\"version\": \"2.12.0-embedded\"}\n");
    }
}
