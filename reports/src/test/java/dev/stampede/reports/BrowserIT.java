package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader can do with the page, in a real browser. Runs with the profile {@code browser} only. */
class BrowserIT {
    private static final History INVALID = SampleRuns.lock(600, true);
    private static final int MOST_STOPS = 300;

    @TempDir
    static Path folder;

    private static PagesInBrowser pages;

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
        pages = new PagesInBrowser(folder);
    }

    private static void page(String name, History history, RunVerdict verdict) throws IOException {
        RunReport.write(history, verdict, folder.resolve(name), Attachments.NONE);
    }

    @AfterAll
    static void end() throws Exception {
        if (pages != null) {
            pages.close();
        }
    }

    @BeforeEach
    void usualWindow() {
        pages.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid", "invalid", "inconclusive", "hostile", "failure"})
    void page_reports_no_problem_and_requests_only_itself(String name) throws Exception {
        pages.openDrawn(name);

        assertThat(pages.browser.problems()).isEmpty();
        assertThat(pages.browser.requests())
                .containsExactly(pages.file(name).toUri().toString());
    }

    @Test
    void tab_key_reaches_every_control_in_the_order_of_the_page_and_shows_where_it_is() throws Exception {
        pages.openDrawn("invalid");
        int controls = pages.browser
                .evaluate("(window.controls = [...document.querySelectorAll('a[href], button, select, input, summary,"
                        + " [tabindex=\"0\"]')].filter(e => e.checkVisibility())).length")
                .asInt();

        List<Integer> reached = new ArrayList<>();
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            pages.browser.press("Tab");
            JsonNode at = pages.browser.evaluate("(e => ({outside: e === document.body, control: controls.indexOf(e),"
                    + " outline: getComputedStyle(e).outlineStyle, name: e.outerHTML.slice(0, 80)}))"
                    + "(document.activeElement)");
            if (at.path("outside").asBoolean()) {
                break;
            }
            assertThat(at.path("outline").asText()).as(at.path("name").asText()).isEqualTo("solid");
            if (at.path("control").asInt() >= 0) {
                reached.add(at.path("control").asInt());
            }
        }

        assertThat(controls).isGreaterThan(30);
        assertThat(reached).isSorted().doesNotHaveDuplicates().hasSize(controls);
    }

    @Test
    void enter_and_space_unfold_and_fold_details() throws Exception {
        pages.openDrawn("invalid");
        String open = "document.querySelector('.finding details').open";
        pages.browser.evaluate("document.querySelector('.finding details summary').focus()");

        pages.browser.press("Enter");
        assertThat(pages.browser.evaluate(open).asBoolean()).isTrue();
        pages.browser.press(" ");
        assertThat(pages.browser.evaluate(open).asBoolean()).isFalse();
    }

    @Test
    void keys_move_and_zoom_the_timeline_and_return_to_the_violation() throws Exception {
        pages.openDrawn("invalid");
        String violation = window();
        pages.browser.evaluate("document.querySelector('#canvas').focus()");

        press("ArrowRight", violation);
        press("ArrowLeft", window());
        assertThat(window()).isEqualTo(violation);
        press("+", violation);
        press("-", window());
        assertThat(window()).isEqualTo(violation);
        press("Home", violation);
        assertThat(window()).isEqualTo("0 to 60 s");
        press("v", "0 to 60 s");
        assertThat(window()).isEqualTo(violation);
    }

    @Test
    void wheel_scrolls_the_page_until_the_timeline_has_the_focus_and_zooms_then() throws Exception {
        pages.openDrawn("valid");
        String whole = window();

        pages.browser.wheel(700, pages.edge("#canvas", "top") + 60, 100);
        pages.browser.await("scrollY > 0");
        assertThat(window()).isEqualTo(whole);

        pages.browser.evaluate("document.querySelector('#canvas').focus({preventScroll: true})");
        pages.browser.wheel(700, 300, -200);
        pages.browser.await("document.querySelector('#window').textContent !== '" + whole + "'");
    }

    @Test
    void arrow_keys_choose_rows_of_the_operations() throws Exception {
        pages.openDrawn("invalid");
        pages.browser.evaluate("document.querySelector('#rows').focus()");

        pages.browser.press("ArrowDown");
        assertThat(pages.text("#detail")).startsWith("#0 ");
        pages.browser.press("ArrowDown");
        assertThat(pages.text("#detail")).startsWith("#1 ");
        pages.browser.press("ArrowUp");
        assertThat(pages.text("#detail")).startsWith("#0 ");
    }

    @Test
    void filters_count_what_the_history_holds() throws Exception {
        pages.openDrawn("invalid");

        assertThat(filtered("#f-outcome", "1")).isEqualTo(count(o -> o.outcome() == Outcome.FAILED));
        assertThat(filtered("#f-client", "0")).isEqualTo(count(o -> o.outcome() == Outcome.FAILED && o.client() == 0));
        assertThat(filtered("#f-outcome", "")).isEqualTo(count(o -> o.client() == 0));
        assertThat(filtered("#f-text", "REL"))
                .isEqualTo(count(o -> o.client() == 0 && o.function().equals("release")));
        assertThat(filtered("#f-text", "no such text")).isEqualTo(count(o -> false));
    }

    @Test
    void link_to_an_operation_selects_it_and_shows_it_in_the_timeline() throws Exception {
        pages.open("invalid", "#op-5");
        pages.awaitDrawn();

        assertThat(pages.text("#detail")).startsWith("#5 ");
        assertThat(pages.text(".row.chosen")).startsWith("#5");
        assertThat(pages.edge(".row.chosen", "top")).isBetween(0.0, 900.0);
        Operation operation = INVALID.operations().get(5);
        double from = Double.parseDouble(window().split(" ", -1)[0]);
        double to = Double.parseDouble(window().split(" ", -1)[2]);
        assertThat(operation.invokedNanos() / 1e9).isBetween(from, to);
    }

    @Test
    void page_without_javascript_shows_the_static_picture_and_all_sections() throws Exception {
        pages.browser.scripts(false);
        pages.open("invalid", "");

        assertReadableWithoutScript();
        assertThat(pages.visible("#live")).isFalse();
        assertThat(pages.visible("#tools")).isFalse();
        assertThat(pages.visible(".copy")).isFalse();
        assertThat(pages.visible("noscript p")).isTrue();
    }

    @Test
    void page_as_jenkins_serves_it_is_readable_without_its_style_sheet() throws Exception {
        pages.openAsArtifactOfJenkins("invalid");

        assertThat(pages.browser
                        .evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
                        .asText())
                .as("the policy blocks the style sheet")
                .isEqualTo("rgba(0, 0, 0, 0)");
        assertReadableWithoutScript();
        assertThat(pages.visible("#live")).isFalse();
        assertThat(pages.visible("#loglive")).isFalse();
        assertThat(pages.browser
                        .evaluate("getComputedStyle(document.querySelector('#still rect.p-bad')).fill")
                        .asText())
                .as("a violation is red by an attribute")
                .isEqualTo("rgb(179, 38, 30)");
    }

    private static void assertReadableWithoutScript() {
        assertThat(pages.visible("#still svg")).isTrue();
        assertThat(pages.edge("#still svg", "height")).isGreaterThan(200);
        assertThat(pages.text("header h1")).contains("INVALID", "two clients held /locks/a at once");
        for (String section : List.of(
                "what", "timeline", "counterexample", "replay", "checks", "faults", "ensemble", "environment")) {
            assertThat(pages.visible("#" + section)).as(section).isTrue();
            assertThat(pages.edge("#" + section, "height")).as(section).isGreaterThan(40);
        }
        assertThat(pages.visible("#what .steps li")).isTrue();
        assertThat(pages.visible("#counterexample table")).isTrue();
        assertThat(pages.visible("#replay-command")).isTrue();
        assertThat(pages.visible("#checks table")).isTrue();
        assertThat(pages.visible("#faults table")).isTrue();
    }

    @Test
    void nothing_moves_for_readers_who_prefer_reduced_motion() throws Exception {
        pages.openDrawn("invalid");
        String behaviour = "getComputedStyle(document.documentElement).scrollBehavior";

        assertThat(pages.browser.evaluate(behaviour).asText()).isEqualTo("smooth");
        pages.browser.emulate("light", "screen", "reduce");
        assertThat(pages.browser.evaluate(behaviour).asText()).isEqualTo("auto");
        assertThat(pages.number("document.getAnimations().length")).isZero();
    }

    private static String filtered(String control, String value) {
        pages.browser.evaluate("{ const f = document.querySelector('" + control + "'); f.value = '" + value
                + "'; f.dispatchEvent(new Event('input')); }");
        return pages.text("#f-count");
    }

    private static String count(Predicate<Operation> matching) {
        return INVALID.operations().stream().filter(matching).count() + " of "
                + INVALID.operations().size();
    }

    private static void press(String key, String before) {
        pages.browser.press(key);
        pages.browser.await("document.querySelector('#window').textContent !== '" + before + "'");
    }

    private static String window() {
        return pages.text("#window");
    }
}
