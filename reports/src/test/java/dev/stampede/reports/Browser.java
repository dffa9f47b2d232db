package dev.stampede.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one tab, driven by the Chrome DevTools Protocol over a loopback WebSocket.
 *
 * <p>The environment variable {@code CHROMIUM} names the program; {@code chromium} is the default. For one thread. Every
 * wait is bounded by {@link #WAIT_SECONDS}.
 */
final class Browser implements AutoCloseable {
    static final int WAIT_SECONDS = 30;
    private static final String LISTENING = "DevTools listening on ";
    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, " ", 32);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private @Nullable String session;
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Browser(Process process, Path profile, URI address) throws Exception {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Starts the browser. */
    static Browser start() throws Exception {
        String program = System.getenv().getOrDefault("CHROMIUM", "chromium");
        Path profile = Files.createTempDirectory("browser");
        ProcessBuilder builder = new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank");
        Process process;
        try {
            process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new IOException(
                    program + " cannot be started; install Debian's chromium, or name a Chromium in CHROMIUM", e);
        }
        return new Browser(process, profile, address(process));
    }

    private static URI address(Process process) throws IOException {
        BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread drain = new Thread(() -> log.lines().forEach(l -> {}), "browser-log");
                drain.setDaemon(true);
                drain.start();
                return URI.create(line.substring(LISTENING.length()).trim());
            }
            seen.append(line).append('\n');
        }
        throw new IOException("the browser ended before it listened:\n" + seen);
    }

    /** Sets the size of the window in CSS pixels. */
    void resize(int width, int height) {
        resize(width, height, 1);
    }

    /** The same at a zoom of the browser: 2 for 200 %. A window of 1400 x 900 pixels then has 700 x 450 CSS pixels. */
    void resize(int width, int height, int zoom) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", zoom, "mobile", false));
    }

    /** Emulates a colour scheme ({@code light}, {@code dark}) and a medium ({@code screen}, {@code print}). */
    void emulate(String colourScheme, String medium) {
        emulate(colourScheme, medium, "no-preference");
    }

    /** The same with a preference for motion: {@code reduce} or {@code no-preference}. */
    void emulate(String colourScheme, String medium, String motion) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        medium,
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", colourScheme),
                                Map.of("name", "prefers-reduced-motion", "value", motion))));
    }

    /** Switches the scripts of pages on or off. */
    void scripts(boolean on) {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** Loads a page. Forgets what earlier pages reported. */
    void open(String address) throws Exception {
        load("about:blank"); // else a page that differs in its fragment only would not be loaded again
        problems.clear();
        requests.clear();
        load(address);
    }

    private void load(String address) throws Exception {
        loaded = new CompletableFuture<>();
        call("Page.navigate", Map.of("url", address));
        loaded.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression in the page is true. */
    void await(String condition) {
        evaluate("new Promise(done => { const look = () => (" + condition
                + ") ? done(true) : requestAnimationFrame(look); look(); })");
    }

    /**
     * Presses a key on the element that has the focus: a character, or a key of {@link #KEYS} with the action that the
     * browser has for it.
     */
    void press(String key) {
        Map<String, Object> down = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key));
        Integer code = KEYS.get(key);
        if (code != null) {
            down.put("windowsVirtualKeyCode", code);
        }
        if (key.equals("Enter")) {
            down.put("text", "\r");
        } else if (key.equals(" ")) {
            down.put("text", " ");
        }
        call("Input.dispatchKeyEvent", down);
        Map<String, Object> up = new LinkedHashMap<>(down);
        up.put("type", "keyUp");
        up.remove("text");
        call("Input.dispatchKeyEvent", up);
    }

    /** Writes what the window shows as a PNG. */
    void screenshot(Path png) throws IOException {
        String data =
                call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
        Files.write(png, Base64.getDecoder().decode(data));
    }

    /** Writes the page as it is printed on paper of the size A4. */
    void print(Path pdf) throws IOException {
        String data = call("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", false))
                .path("data")
                .asText();
        Files.write(pdf, Base64.getDecoder().decode(data));
    }

    /** Turns the mouse wheel at a point of the window; a negative distance is away from the user. */
    void wheel(double x, double y, int distance) {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", distance));
    }

    /** Errors and warnings on the console, and uncaught exceptions, since the page was opened. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The addresses that the page requested, its own included. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = json.createObjectNode().put("id", id).put("method", method);
        message.set("params", json.valueToTree(parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        try {
            socket.sendText(message.toString(), true).get(WAIT_SECONDS, TimeUnit.SECONDS);
            JsonNode all = answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
            if (all.has("error")) {
                throw new IllegalStateException(method + ": " + all.path("error"));
            }
            return all.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " was interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("no answer to " + method + " within " + WAIT_SECONDS + " s", e);
        }
    }

    private void received(JsonNode message) {
        CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt(-1));
        if (answer != null) {
            answer.complete(message);
            return;
        }
        JsonNode parameters = message.path("params");
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Network.requestWillBeSent" ->
                requests.add(parameters.path("request").path("url").asText());
            case "Runtime.exceptionThrown" ->
                problems.add(parameters.path("exceptionDetails").toString());
            case "Log.entryAdded" -> problems.add(parameters.path("entry").toString());
            case "Runtime.consoleAPICalled" ->
                problems.add(parameters.path("args").toString());
            default -> {}
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroyForcibly().onExit().join();
        Files.walkFileTree(profile, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received(json.readTree(text.toString()));
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
