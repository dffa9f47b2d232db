package dev.stampede.checker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of README.md that leads from a check to the deciding method. */
class CheckTableTest {
    private static final Path README = Path.of("README.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ROW =
            Pattern.compile("\\| (.+?) \\| (.+?) \\| \\[(\\w+)#(\\w+)]\\(src/main/java/([\\w/]+)\\.java\\) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    private record Row(List<String> checks, List<String> kinds, String simpleName, String method, String path) {
        Class<?> type() throws ClassNotFoundException {
            return Class.forName(path.replace('/', '.'));
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(README));
        while (row.find()) {
            rows.add(new Row(names(row.group(1)), names(row.group(2)), row.group(3), row.group(4), row.group(5)));
        }
        return rows;
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(m -> m.group(1)).toList();
    }

    @Test
    void each_row_names_a_method_that_its_class_declares() throws Exception {
        for (Row row : rows()) {
            assertThat(row.type().getSimpleName()).isEqualTo(row.simpleName());
            assertThat(row.type().getDeclaredMethods())
                    .as("methods of %s", row.simpleName())
                    .extracting("name")
                    .contains(row.method());
        }
    }

    @Test
    void each_check_has_a_row_and_each_row_has_a_check() throws IOException {
        Set<String> inTable = new TreeSet<>();
        rows().forEach(row -> inTable.addAll(row.checks()));
        assertThat(inTable).containsExactlyInAnyOrderElementsOf(Checks.names());
    }

    /** A kind occurs in the class of its row: as a string, or as a constant of {@link ExclusionAnomalies}. */
    @Test
    void each_kind_is_reported_by_the_class_of_its_row() throws Exception {
        for (Row row : rows()) {
            String source = Files.readString(SOURCES.resolve(row.path() + ".java"));
            for (String kind : row.kinds()) {
                boolean written = source.contains("\"" + kind + "\"");
                assertThat(written || source.contains("ExclusionAnomalies." + constant(kind)))
                        .as("%s reports %s", row.simpleName(), kind)
                        .isTrue();
            }
        }
    }

    private static String constant(String kind) {
        return kind.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    @Test
    void each_kind_that_a_check_reports_has_a_row() throws Exception {
        Set<String> inTable = new TreeSet<>();
        rows().forEach(row -> inTable.addAll(row.kinds()));
        for (Field field : ExclusionAnomalies.class.getFields()) {
            assertThat(inTable).contains(String.valueOf(field.get(null)));
        }
        Pattern reported =
                Pattern.compile("(?:findings\\.add|tell|report|new End)\\((?:[^;\"]*?)\"([a-z]+(?:-[a-z]+)*)\"");
        try (Stream<Path> files = Files.walk(SOURCES.resolve("dev/stampede/checker/checks"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                List<String> kinds = reported.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult m) -> m.group(1))
                        .toList();
                assertThat(inTable).as("kinds of %s", file).containsAll(kinds);
            }
        }
        assertThat(Arrays.asList("overtaken", "unfair", "missing")).isSubsetOf(inTable);
    }
}
