package dev.stampede.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import dev.stampede.nemesis.plan.FaultParser;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that all names in nemesis/README.md exist, and that its snippets compile. */
final class ReadmeTest {
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern FAULT = Pattern.compile("[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*(@[a-z-]+)?");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final Pattern PROPERTY = Pattern.compile("stampede(\\.[a-z]+)+");
    private static final Pattern CLASS = Pattern.compile("([A-Z][a-z]+(?:[A-Z][a-z]+)*)(\\.([a-z]\\w*))?(\\(.*\\))?");
    /** Options of other programs. */
    private static final Set<String> FOREIGN_OPTIONS = Set.of("--local");
    /** Capitalised words in code that are not classes of this module. */
    private static final Set<String> FOREIGN = Set.of("Ryuk");

    private static List<String> code() {
        return CODE.matcher(Readme.prose()).results().map(m -> m.group(1)).toList();
    }

    @Test
    void every_named_fault_exists_and_every_fault_is_described() {
        Set<String> named = code().stream()
                .filter(text -> FAULT.matcher(text).matches() && !text.startsWith("family:"))
                .filter(text -> !text.equals("restart:member"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isNotEmpty().allSatisfy(text -> assertThat(FaultParser.parse(text))
                .hasSize(1));
        assertThat(Readme.text())
                .contains(FaultTypes.all().stream()
                        .map(t -> "| `" + t.fullName() + "` |")
                        .toList());
    }

    @Test
    void every_family_of_the_table_of_ensembles_exists() {
        for (FaultType type : FaultTypes.all()) {
            boolean local = type.requiredCapability().isEmpty()
                    || type.requiredCapability().get().supportedLocally();
            assertThat(List.of("cpu", "memory", "disk").contains(type.family())).isEqualTo(!local);
        }
    }

    @Test
    void every_option_exists_on_the_command_line() throws IOException {
        Set<String> known = Pattern.compile("\"(--[a-z-]+)\"")
                .matcher(sourcesIn("../workloads/src/main/java"))
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        Set<String> named = OPTION.matcher(Readme.text())
                .results()
                .map(m -> m.group())
                .filter(option -> !FOREIGN_OPTIONS.contains(option))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void every_property_is_read_by_the_code() throws IOException {
        String sources = sourcesIn("src/main/java") + sourcesIn("../workloads/src/main/java");
        Set<String> named = PROPERTY.matcher(Readme.text())
                .results()
                .map(m -> m.group())
                .filter(property -> !property.equals("stampede.jar")
                        && !property.startsWith("stampede.nemesis")
                        && !property.startsWith("stampede.checker")
                        && !property.equals("stampede.owner"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThanOrEqualTo(5).allSatisfy(property -> assertThat(sources)
                .contains("\"" + property + "\""));
        assertThat(sources).contains("\"dev.stampede.owner\"");
    }

    @Test
    void every_class_and_method_exists() throws IOException {
        Map<String, String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            classes = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), ReadmeTest::read, (a, b) -> a));
        }
        List<String> wrong = code().stream()
                .map(CLASS::matcher)
                .filter(Matcher::matches)
                .filter(m -> !FOREIGN.contains(m.group(1)))
                .filter(m -> !classes.containsKey(m.group(1))
                        || (m.group(3) != null
                                && !Pattern.compile("\\b" + m.group(3) + "\\(")
                                        .matcher(classes.get(m.group(1)))
                                        .find()))
                .map(Matcher::group)
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void first_table_names_every_package() throws IOException {
        Matcher row = Pattern.compile("(?m)^\\| `([a-z]+)` \\| .*$").matcher(Readme.text());
        Set<String> named = new TreeSet<>();
        while (row.find()) {
            if (row.start() < Readme.text().indexOf("\n## ")) {
                named.add(row.group(1));
            }
        }
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/dev/stampede/nemesis"))) {
            assertThat(packages.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void snippets_compile(@TempDir Path folder) throws IOException {
        String snippet = Readme.blockWith("java", "LocalEnsemble.builder()");
        Path source = Files.writeString(
                folder.resolve("Snippet.java"),
                "import dev.stampede.nemesis.ensemble.local.LocalEnsemble;\nimport java.util.List;\nclass Snippet {\n"
                        + "void run() {\n" + snippet + "}}\n");

        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());

        assertThat(errors).isZero();
    }

    @Test
    void plan_of_the_example_is_read() {
        Plan plan = PlanFile.read(Readme.blockWith("json", "\"steps\""), "README.md");

        assertThat(plan.describe()).contains("kill-1: kill:leader of leader at 1.5 s, for 2 s");
    }

    @Test
    void limits_are_those_of_the_code() {
        assertThat(Readme.text())
                .contains("at most " + EnsembleMembership.MOST_MEMBERS + " members")
                .contains("at most " + Plan.MOST_STEPS + " steps");
    }

    private static String sourcesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
