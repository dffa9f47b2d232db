package dev.stampede.reports;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The pages of a folder in a real browser. Page {@code index} is {@code index.html}, every other one is the report of
 * the folder with its name. For one thread.
 */
final class PagesInBrowser implements AutoCloseable {
    /** The policy that Jenkins sends with the files of a build, unless its administrator has relaxed it. */
    private static final String JENKINS =
            "sandbox; default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self';";

    private final Path folder;
    final Browser browser;

    PagesInBrowser(Path folder) throws Exception {
        this.folder = folder.toAbsolutePath();
        this.browser = Browser.start();
    }

    /** The usual window: 1400 x 900, light, scripts on. */
    void reset() {
        browser.scripts(true);
        browser.resize(1400, 900);
        browser.emulate("light", "screen");
    }

    Path file(String page) {
        return page.equals("index")
                ? folder.resolve("index.html")
                : folder.resolve(page).resolve(RunReport.PAGE);
    }

    /** Opens a page; {@code fragment} is empty or begins with {@code #}. */
    void open(String page, String fragment) throws Exception {
        browser.open(file(page).toUri() + fragment);
    }

    /** Opens a page, and waits until its script has drawn the timeline, if it has one. */
    void openDrawn(String page) throws Exception {
        open(page, "");
        awaitDrawn();
    }

    void awaitDrawn() {
        browser.await("document.querySelector('#canvas') === null"
                + " || document.documentElement.dataset.timing !== undefined"
                + " && document.querySelector('#window').textContent !== ''");
    }

    /** Opens a page as Jenkins serves it: without its scripts and without its style sheet. */
    void openAsArtifactOfJenkins(String page) throws Exception {
        byte[] html = Files.readAllBytes(file(page));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Security-Policy", JENKINS);
            exchange.getResponseHeaders().add("Content-Type", "text/html;charset=utf-8");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        server.start();
        try {
            browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/" + RunReport.PAGE);
        } finally {
            server.stop(0);
        }
    }

    /** The violations of accessibility rules that axe-core finds in the page as it is now; empty if there are none. */
    List<String> accessibilityViolations() throws IOException {
        if (!browser.evaluate("'axe' in window").asBoolean()) {
            try (InputStream axe = Objects.requireNonNull(
                    PagesInBrowser.class.getResourceAsStream("/axe.min.js"), "axe-core is on the class path")) {
                browser.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
            }
        }
        List<String> violations = new ArrayList<>();
        browser.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.flatMap(v =>"
                        + " v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary)))")
                .forEach(v -> violations.add(v.asText()));
        return violations;
    }

    /** The text of the first element that matches. */
    String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "').textContent")
                .asText();
    }

    boolean visible(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "')?.checkVisibility() === true")
                .asBoolean();
    }

    double number(String expression) {
        return browser.evaluate(expression).asDouble();
    }

    /** A distance of the edge of an element from the upper or left edge of the window; {@code edge} as in DOMRect. */
    double edge(String selector, String edge) {
        return number("document.querySelector('" + selector + "').getBoundingClientRect()." + edge);
    }

    /**
     * The visible elements that are wider than the room that they have, as a list for people: text is cut off there, or
     * the page has to be scrolled sideways. Cells of long tables that show their whole text in a title are not.
     *
     * @param mayScroll whether elements that can be scrolled, and what they contain, are left out
     */
    List<String> cutOff(boolean mayScroll) {
        List<String> cut = new ArrayList<>();
        browser.evaluate(
                        "[...document.querySelectorAll('body *')].filter(e => e.checkVisibility()"
                                + " && !e.closest('svg') && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1"
                                + " && e.title !== e.textContent && !(" + mayScroll
                                + " && e.closest('.rows, .scroll, .picture, pre, nav')))"
                                + ".map(e => e.tagName + '#' + e.id + '.' + e.className + ' ' + e.scrollWidth + ' > ' + e.clientWidth)")
                .forEach(e -> cut.add(e.asText()));
        return cut;
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
