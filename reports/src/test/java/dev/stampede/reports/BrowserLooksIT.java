package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a page of each kind looks in a real browser: light, dark, on a phone, enlarged and on paper. Leaves screenshots in
 * {@code target/screenshots}. Runs with the profile {@code browser} only.
 */
class BrowserLooksIT {
    private static final Path PREVIEWS = Path.of("target", "previews");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** The width of a page of A4 between its margins of 1 cm, in CSS pixels. */
    private static final int PAPER = 718;

    private static PagesInBrowser pages;

    @BeforeAll
    static void writePages() throws Exception {
        SamplePages.write(PREVIEWS);
        Files.createDirectories(SCREENSHOTS);
        pages = new PagesInBrowser(PREVIEWS);
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

    static List<String> runs() {
        return SamplePages.RUNS;
    }

    static List<String> all() {
        return Stream.concat(SamplePages.RUNS.stream(), Stream.of(SamplePages.FAILURE, "index"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void page_has_no_accessibility_violation_in_light_in_dark_and_on_a_phone(String name) throws Exception {
        pages.openDrawn(name);
        assertThat(pages.accessibilityViolations()).as("light").isEmpty();
        screenshot(name + "-light");

        pages.browser.emulate("dark", "screen");
        assertThat(pages.browser
                        .evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(21, 24, 28)");
        assertThat(pages.accessibilityViolations()).as("dark").isEmpty();
        screenshot(name + "-dark");

        pages.browser.emulate("light", "screen");
        pages.browser.resize(390, 844);
        assertThat(pages.accessibilityViolations()).as("phone").isEmpty();
        assertThat(pages.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        assertThat(pages.cutOff(true)).isEmpty();
        screenshot(name + "-phone");
    }

    @Test
    void accessibility_violation_that_is_there_is_found() throws Exception {
        pages.openDrawn("valid");
        pages.browser.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend',"
                + " '<p style=\"color: #999; background: #fff\">pale</p><img src=\"data:,\">')");

        assertThat(pages.accessibilityViolations())
                .anyMatch(v -> v.startsWith("color-contrast: "))
                .anyMatch(v -> v.startsWith("image-alt: "));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void verdict_reason_and_timeline_are_visible_without_scrolling(String name) throws Exception {
        pages.openDrawn(name);

        assertThat(pages.edge("header h1", "bottom")).isLessThan(150);
        assertThat(pages.edge("#what", "bottom")).isLessThan(600);
        assertThat(pages.edge("#canvas", "top")).isLessThan(650);
        assertThat(pages.edge("#canvas", "height")).isGreaterThan(250);
    }

    @Test
    void phone_shows_the_verdict_the_reason_and_a_timeline_that_can_be_used() throws Exception {
        pages.browser.resize(390, 844);
        pages.openDrawn("overlap");

        assertThat(pages.edge("header h1", "bottom")).isLessThan(844);
        assertThat(pages.edge("#what", "top")).isLessThan(844);
        assertThat(pages.edge("#canvas", "width")).isGreaterThan(340);
        String window = pages.text("#window");
        pages.browser.evaluate("document.querySelector('[data-do=in]').click()");
        pages.browser.await("document.querySelector('#window').textContent !== '" + window + "'");
        assertThat(pages.number(
                        "Math.min(...[...document.querySelectorAll('#tools button')].map(b => b.offsetHeight))"))
                .as("a finger meets a button of at least 32 px")
                .isGreaterThanOrEqualTo(32);
    }

    @ParameterizedTest
    @MethodSource("all")
    void zoom_of_200_percent_loses_nothing(String name) throws Exception {
        pages.openDrawn(name);
        String text = pages.browser.evaluate("document.body.innerText.length").asText();

        pages.browser.resize(700, 450, 2);

        assertThat(pages.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(700);
        assertThat(pages.cutOff(true)).isEmpty();
        assertThat(pages.browser.evaluate("document.body.innerText.length").asText())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("all")
    void paper_has_everything_unfolded_nothing_cut_off_and_a_white_background(String name) throws Exception {
        pages.browser.resize(PAPER, 1000);
        pages.openDrawn(name);
        pages.browser.emulate("dark", "print");

        assertThat(pages.browser
                        .evaluate(
                                "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color")
                        .asText())
                .isEqualTo("rgb(255, 255, 255)rgb(28, 31, 35)");
        assertThat(pages.number("[...document.querySelectorAll('details > :not(summary)')]"
                        + ".filter(e => !e.checkVisibility({contentVisibilityAuto: true})).length"))
                .isZero();
        assertThat(pages.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(PAPER);
        assertThat(pages.cutOff(false)).isEmpty();
        for (String control : List.of("nav", "button", "select", "input", "#live", "#table", "#loglive")) {
            assertThat(pages.visible(control)).as(control).isFalse();
        }
        if (SamplePages.RUNS.contains(name)) {
            // The recording of CURATOR-604 has no environment.
            String environment = name.equals("curator-604") ? "#environment p" : "#environment table";
            for (String part : List.of("#still svg", "#what", "#replay", "#checks table", environment)) {
                assertThat(pages.visible(part)).as(part).isTrue();
            }
            assertThat(pages.text("#operations .print")).contains("history.jsonl.gz");
            assertThat(pages.visible("#operations .print")).isTrue();
        }
        pages.browser.print(SCREENSHOTS.resolve(name + ".pdf"));
    }

    private static void screenshot(String name) throws IOException {
        pages.browser.screenshot(SCREENSHOTS.resolve(name + ".png"));
    }
}
