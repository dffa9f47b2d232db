package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.checker.check.Blame;
import dev.stampede.reports.index.RunIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module's README names only things that exist. */
class ReadmeTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void files_of_a_run_are_those_that_are_written() throws IOException {
        Files.writeString(folder.resolve("history.jsonl.gz"), "");
        page();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(firstColumn("## The files of a run").stream()
                            .map(c -> c.replace("`", ""))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(f -> f.getFileName().toString()).toList());
        }
        assertThat(readme()).contains("`" + RunIndex.PAGE + "`", "`" + RunIndex.RUNS + "`");
    }

    @Test
    void parts_of_the_page_are_its_sections_in_their_order() throws IOException {
        String page = page();

        List<String> parts = firstColumn("## The page, from top to bottom");
        assertThat(parts.get(0)).isEqualTo("the bar");
        assertThat(parts.subList(1, parts.size()))
                .containsExactlyElementsOf(
                        all("<section id=\"(\\w+)\"[^>]*>\\s*(?:<div class=\"head\">\\s*)?<h2[^>]*>([^<]+)<", page)
                                .map(m -> "`" + m.group(1) + "` " + m.group(2))
                                .toList());
    }

    @Test
    void layers_are_all_that_can_be_at_fault() throws IOException {
        assertThat(firstColumn("### The layer at fault"))
                .containsExactlyElementsOf(
                        Stream.of(Blame.values()).map(FindingGroup::layer).toList());
    }

    @Test
    void lanes_are_drawn() throws IOException {
        String page = page();

        for (String lanes : firstColumn("### The timeline")) {
            for (String lane : lanes.split(", ", -1)) {
                assertThat(page).containsAnyOf(">" + lane + "</text>", "'" + lane + "'");
            }
        }
    }

    @Test
    void keys_are_handled_by_the_script() throws IOException {
        String keys = readme().substring(readme().indexOf("Keys: "), readme().indexOf("The wheel zooms"));

        assertThat(all("`([^`]+)`", keys).map(m -> m.group(1))).containsExactly("←", "→", "+", "−", "Home", "V", "N");
        assertThat(PageResource.text("main.js"))
                .contains("ArrowLeft: ", "ArrowRight: ", "'+': ", "'-': ", "Home: ", "V: ", "N: ");
    }

    @Test
    void fields_of_run_json_are_written() throws IOException {
        page();
        JsonNode run = new ObjectMapper().readTree(folder.resolve("run.json").toFile());

        String text = readme();
        String part = text.substring(text.indexOf("## run.json"), text.indexOf("## In the code"));
        assertThat(part).contains("`version` is " + run.path("version").asInt() + ";");
        assertThat(all("`(\\w+)`", part).map(m -> m.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(field -> assertThat(run.findValue(field)).as(field).isNotNull());
    }

    @Test
    void classes_exist() throws IOException {
        TreeSet<String> classes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MODULE.resolve("src"))) {
            files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".java"))
                    .forEach(f -> classes.add(f.substring(0, f.length() - 5)));
        }

        String text = readme();
        List<String> named = all("`([A-Z][a-z]\\w+)`", text.substring(text.indexOf("## In the code")))
                .map(m -> m.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(10).allSatisfy(c -> assertThat(classes)
                .contains(c));
    }

    @Test
    void picture_and_the_command_that_makes_it_are_there() throws IOException {
        assertThat(readme()).contains("](report.png)", "\nreports/picture\n");
        assertThat(MODULE.resolve("picture")).isExecutable();
        var picture = ImageIO.read(MODULE.resolve("report.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1400);
        assertThat(picture.getHeight()).isEqualTo(900);
    }

    private String page() throws IOException {
        return Files.readString(
                RunReport.write(SampleRuns.lock(600, true), SampleRuns.invalid("/locks/a"), folder, Attachments.NONE));
    }

    private static String readme() throws IOException {
        return Files.readString(MODULE.resolve("README.md"));
    }

    /** The first cells of the rows of the first table after a heading. */
    private static List<String> firstColumn(String heading) throws IOException {
        String text = readme();
        String part = text.substring(text.indexOf(heading + "\n"));
        return part.substring(part.indexOf("| ---"))
                .lines()
                .skip(1)
                .takeWhile(l -> l.startsWith("|"))
                .map(l -> l.split("\\|", -1)[1].trim())
                .toList();
    }

    private static Stream<MatchResult> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }
}
