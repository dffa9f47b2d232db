package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. Runs with the profile {@code browser} only. */
class BrowserIT {
    private static final History INVALID = SampleRuns.lock(600, true);

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void writePages() throws Exception {
        History valid = SampleRuns.lock(600, false);
        page("valid", valid, SampleRuns.valid(valid));
        page("invalid", INVALID, SampleRuns.invalid("/locks/a"));
        page("inconclusive", SampleRuns.lock(40, false), SampleRuns.inconclusive());
        page("hostile", SampleRuns.hostile(SampleRuns.ATTACK), SampleRuns.invalid(SampleRuns.ATTACK));
        RunReport.writeFailure(
                SampleRuns.header(List.of("partition")),
                "member 2 did not become ready within 30 s",
                folder.resolve("failure"),
                Attachments.NONE);
        browser = Browser.start();
    }

    private static void page(String name, History history, RunVerdict verdict) throws IOException {
        RunReport.write(history, verdict, folder.resolve(name), Attachments.NONE);
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void usualWindow() {
        browser.scripts(true);
        browser.resize(1400, 900);
        browser.emulate("light", "screen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid", "invalid", "inconclusive"})
    void verdict_reason_and_timeline_are_visible_without_scrolling(String name) throws Exception {
        openDrawn(name);

        assertThat(browser.evaluate(bottom("header h1")).asInt()).isLessThan(150);
        assertThat(browser.evaluate(bottom("#what")).asInt()).isLessThan(600);
        assertThat(browser.evaluate("document.querySelector('#canvas').getBoundingClientRect().top")
                        .asInt())
                .isLessThan(650);
        assertThat(browser.evaluate("document.querySelector('#canvas').clientHeight")
                        .asInt())
                .isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid", "invalid", "inconclusive", "hostile", "failure"})
    void page_reports_no_problem_and_requests_only_itself(String name) throws Exception {
        open(name, "");
        if (!name.equals("failure")) {
            awaitDrawn();
        }

        assertThat(browser.problems()).isEmpty();
        assertThat(browser.requests()).containsExactly(file(name).toUri().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid", "invalid", "inconclusive", "hostile", "failure"})
    void page_is_not_wider_than_a_phone(String name) throws Exception {
        browser.resize(390, 844);
        open(name, "");

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(390);
    }

    @Test
    void keys_zoom_show_the_whole_run_and_return_to_the_violation() throws Exception {
        openDrawn("invalid");
        String violation = window();
        browser.evaluate("document.querySelector('#canvas').focus()");

        press("+", violation);
        String zoomed = window();
        press("Home", zoomed);
        assertThat(window()).isEqualTo("0 to 60 s");
        press("v", "0 to 60 s");
        assertThat(window()).isEqualTo(violation);
        press("ArrowRight", violation);
    }

    @Test
    void wheel_zooms_around_the_pointer() throws Exception {
        openDrawn("valid");
        String whole = window();

        browser.wheel(
                700,
                browser.evaluate("document.querySelector('#canvas').getBoundingClientRect().top")
                                .asDouble()
                        + 60,
                -200);

        browser.await("document.querySelector('#window').textContent !== '" + whole + "'");
    }

    @Test
    void filter_of_outcomes_counts_what_the_history_holds() throws Exception {
        openDrawn("invalid");
        long failed = INVALID.operations().stream()
                .filter(o -> o.outcome() == Outcome.FAILED)
                .count();

        browser.evaluate("{ const f = document.querySelector('#f-outcome'); f.value = '1';"
                + " f.dispatchEvent(new Event('input')); }");

        assertThat(browser.evaluate("document.querySelector('#f-count').textContent")
                        .asText())
                .isEqualTo(failed + " of " + INVALID.operations().size());
    }

    @Test
    void link_to_an_operation_selects_it() throws Exception {
        open("invalid", "#op-5");
        awaitDrawn();

        assertThat(browser.evaluate("document.querySelector('#detail').textContent")
                        .asText())
                .startsWith("#5 ");
        assertThat(browser.evaluate("document.querySelector('.row.chosen').textContent")
                        .asText())
                .startsWith("#5");
    }

    @Test
    void page_without_javascript_shows_the_static_picture_and_all_sections() throws Exception {
        browser.scripts(false);
        open("invalid", "");

        assertThat(browser.evaluate(visible("#still svg")).asBoolean()).isTrue();
        assertThat(browser.evaluate(visible("#live")).asBoolean()).isFalse();
        assertThat(browser.evaluate("[...document.querySelectorAll('section h2')].length")
                        .asInt())
                .isEqualTo(10);
        assertThat(browser.evaluate(visible("noscript p")).asBoolean()).isTrue();
    }

    @Test
    void print_shows_the_static_picture_and_no_controls() throws Exception {
        openDrawn("invalid");
        browser.emulate("light", "print");

        assertThat(browser.evaluate(visible("#still svg")).asBoolean()).isTrue();
        assertThat(browser.evaluate(visible("#live")).asBoolean()).isFalse();
        assertThat(browser.evaluate(visible("nav")).asBoolean()).isFalse();
    }

    @Test
    void dark_scheme_has_light_text_on_a_dark_page() throws Exception {
        browser.emulate("dark", "screen");
        openDrawn("invalid");

        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(21, 24, 28)");
        assertThat(browser.evaluate("getComputedStyle(document.body).color").asText())
                .isEqualTo("rgb(228, 231, 234)");
    }

    private static void press(String key, String before) {
        browser.press(key);
        browser.await("document.querySelector('#window').textContent !== '" + before + "'");
    }

    private static String window() {
        return browser.evaluate("document.querySelector('#window').textContent").asText();
    }

    private static String bottom(String selector) {
        return "document.querySelector('" + selector + "').getBoundingClientRect().bottom";
    }

    private static String visible(String selector) {
        return "(e => e !== null && e.getClientRects().length > 0)(document.querySelector('" + selector + "'))";
    }

    private static Path file(String name) {
        return folder.resolve(name).resolve(RunReport.PAGE).toAbsolutePath();
    }

    private static void open(String name, String fragment) throws Exception {
        browser.open(file(name), fragment);
    }

    private static void openDrawn(String name) throws Exception {
        open(name, "");
        awaitDrawn();
    }

    private static void awaitDrawn() {
        browser.await("document.documentElement.dataset.timing !== undefined"
                + " && document.querySelector('#window').textContent !== ''");
    }
}
