package dev.stampede.nemesis.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status codes and bodies as the real server, version 2.12.0, was seen to give them. */
class ToxiproxyApiTest {
    private ServerUnderTest server;

    @BeforeEach
    void server_with_a_proxy_and_a_toxic() {
        server = ServerUnderTest.embedded();
        call("POST", "/proxies", "{'name':'a','listen':'127.0.0.1:0','upstream':'127.0.0.1:1'}", 201);
        call("POST", "/proxies/a/toxics", "{'type':'latency','attributes':{'latency':10},'toxicity':0.3}", 200);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode call(String method, String path, String body, int status) {
        HttpResponse<String> response = server.call(method, path, body.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            POST   | /proxies                   | {'name':'a','upstream':'x:1'}                | 409 | proxy already exists
            POST   | /proxies                   | {'listen':'127.0.0.1:0'}                     | 400 | missing required field: name
            POST   | /proxies                   | {'name':'b'}                                 | 400 | missing required field: upstream
            POST   | /proxies/a                 | {'listen':'foo'}                             | 500 | address foo: missing port in address
            GET    | /proxies/zz                | ``                                           | 404 | proxy not found
            DELETE | /proxies/zz                | ``                                           | 404 | proxy not found
            POST   | /proxies/zz/toxics         | {'type':'noop'}                              | 404 | proxy not found
            POST   | /proxies/a/toxics          | {'type':'latency'}                           | 409 | toxic already exists
            POST   | /proxies/a/toxics          | {'type':'huh'}                               | 400 | invalid toxic type
            POST   | /proxies/a/toxics          | {'type':'noop','stream':'up'}                | 400 | stream was invalid, can be either upstream or downstream
            GET    | /proxies/a/toxics/zz       | ``                                           | 404 | toxic not found
            DELETE | /proxies/a/toxics/zz       | ``                                           | 404 | toxic not found
            """)
    void bad_request_is_refused_in_the_real_servers_words(
            String method, String path, String body, int status, String error) {
        JsonNode answer = call(method, path, body, status);
        assertThat(answer.path("error").asText()).isEqualTo(error);
        assertThat(answer.path("status").asInt()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            /proxies          | x
            /proxies          | ``
            /proxies          | {'name':5,'upstream':'x:1'}
            /proxies/a        | {'enabled':'yes'}
            /proxies/a/toxics | {'type':'latency','name':'l','attributes':{'latency':'x'}}
            /proxies/a/toxics | {'type':'latency','name':'l','toxicity':'x'}
            """)
    void unreadable_body_is_refused(String path, String body) {
        assertThat(call("POST", path, body, 400).path("error").asText()).startsWith("bad request body: ");
    }

    @Test
    void unknown_path_and_method_are_refused_without_json() {
        assertThat(server.call("GET", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(server.call("PUT", "/proxies/a", "").statusCode()).isEqualTo(405);
    }

    @Test
    void toxic_is_named_after_type_and_stream_and_written_in_full() {
        assertThat(call("GET", "/proxies/a/toxics", "", 200))
                .hasToString("[{\"attributes\":{\"latency\":10,\"jitter\":0},\"name\":\"latency_downstream\","
                        + "\"type\":\"latency\",\"stream\":\"downstream\",\"toxicity\":0.3}]");
    }

    @Test
    void toxic_update_keeps_what_it_does_not_name() {
        JsonNode changed = call("PATCH", "/proxies/a/toxics/latency_downstream", "{'attributes':{'jitter':3}}", 200);
        assertThat(changed.path("attributes")).hasToString("{\"latency\":10,\"jitter\":3}");
        assertThat(changed.path("toxicity").asDouble()).isEqualTo(0.3);
        JsonNode calmer = call("POST", "/proxies/a/toxics/latency_downstream", "{'toxicity':1}", 200);
        assertThat(calmer.path("toxicity")).hasToString("1");
        assertThat(calmer.path("attributes").path("latency").asInt()).isEqualTo(10);
    }

    @Test
    void proxy_index_goes_by_name() {
        JsonNode index = call("GET", "/proxies", "", 200);
        assertThat(index.path("a").path("enabled").asBoolean()).isTrue();
        assertThat(index.path("a").path("toxics")).hasSize(1);
    }

    @Test
    void populate_makes_replaces_and_keeps() {
        String listen = call("GET", "/proxies/a", "", 200).path("listen").asText();
        JsonNode made = call(
                "POST",
                "/populate",
                "[{'name':'a','listen':'" + listen + "','upstream':'127.0.0.1:1'},"
                        + "{'name':'b','listen':'127.0.0.1:0','upstream':'127.0.0.1:1','enabled':false}]",
                201);
        assertThat(made.path("proxies").path(0).path("toxics")).hasSize(1);
        assertThat(made.path("proxies").path(1).path("enabled").asBoolean()).isFalse();
        JsonNode replaced =
                call("POST", "/populate", "[{'name':'a','listen':'" + listen + "','upstream':'127.0.0.1:2'}]", 201);
        assertThat(replaced.path("proxies").path(0).path("toxics")).isEmpty();
        assertThat(replaced.path("proxies").path(0).path("upstream").asText()).isEqualTo("127.0.0.1:2");
    }

    @Test
    void populate_with_a_field_missing_makes_none_and_says_which() {
        JsonNode answer = call("POST", "/populate", "[{'name':'b','upstream':'x:1'},{'name':'c'}]", 400);
        assertThat(answer.path("error").asText()).isEqualTo("missing required field: upstream at proxy 2");
        call("GET", "/proxies/b", "", 404);
    }

    @Test
    void version_says_that_it_is_embedded() {
        assertThat(server.call("GET", "/version", "").body()).isEqualTo("{\"version\": \"2.12.0-embedded\"}\n");
    }
}
