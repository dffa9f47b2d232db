package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that the commands, options, properties, classes and files in the READMEs exist, and that their Java compiles.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final List<String> READMES = List.of(
            "README.md",
            "checker/README.md",
            "nemesis/README.md",
            "reports/README.md",
            "workloads/README.md",
            "workloads/COMPATIBILITY.md");
    private static final int MOST_LINES_OF_THE_FIRST_README = 150;

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern OUR_COMMAND = Pattern.compile(
            "(?:-jar workloads/target/stampede\\.jar|dev\\.stampede\\.workloads\\.cli\\.Main)((?: [^\\s&|;`]+)*)");
    private static final Pattern PROPERTY = Pattern.compile("(?:-D|`)(stampede\\.[a-z.]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(((?!https?:)[^)#]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CLASS =
            Pattern.compile("(?<![\\w./@-])@?([A-Z][a-z]\\w+)(?:[#.]([a-z]\\w*))?(?![\\w/-])");

    /** Classes of Curator and the JDK, and a key of the keyboard. */
    private static final Set<String> OF_OTHERS =
            Set.of("CuratorFramework", "Consumer", "String", "ServiceLoader", "Home");

    @Test
    void first_readme_is_short() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md")))
                .hasSizeLessThanOrEqualTo(MOST_LINES_OF_THE_FIRST_README);
    }

    @TestFactory
    Stream<DynamicTest> commands_are_accepted_by_the_command_line() {
        return READMES.stream().flatMap(readme -> OUR_COMMAND
                .matcher(text(readme).replace("\\\n", " "))
                .results()
                .map(m -> m.group(1).strip())
                .filter(words -> !words.isEmpty())
                .map(words -> dynamicTest(readme + ": " + words, () -> accepted(words))));
    }

    /** Parses the words without running the command; a placeholder such as {@code RUN_DIR} counts as a name. */
    private static void accepted(String words) {
        Main.commandLine().parseArgs(words.replaceAll(" +", " ").split(" ", -1));
    }

    @TestFactory
    Stream<DynamicTest> options_in_the_text_are_options_of_a_command() {
        Set<String> options = Main.commandLine().getSubcommands().values().stream()
                .flatMap(c -> c.getCommandSpec().options().stream())
                .flatMap(o -> Arrays.stream(o.names()))
                .collect(Collectors.toSet());
        return READMES.stream().flatMap(readme -> code(readme)
                .filter(c -> c.matches("--[a-z][\\w-]*( .*)?"))
                .map(c ->
                        dynamicTest(readme + ": " + c, () -> assertThat(options).contains(c.split("[ =]", -1)[0]))));
    }

    @TestFactory
    Stream<DynamicTest> properties_are_read_somewhere() {
        String everything = sources().map(DocumentationTest::read).collect(Collectors.joining("\n"));
        return READMES.stream().flatMap(readme -> PROPERTY.matcher(text(readme))
                .results()
                .map(m -> m.group(1))
                .distinct()
                .map(p -> dynamicTest(
                        readme + ": " + p,
                        () -> assertThat(everything.contains(p)).as(p).isTrue())));
    }

    @TestFactory
    Stream<DynamicTest> classes_and_methods_in_code_exist() {
        List<Path> java = sources().filter(f -> f.toString().endsWith(".java")).toList();
        Set<String> classes = java.stream()
                .map(f -> f.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        return READMES.stream().flatMap(readme -> code(readme)
                .flatMap(c -> CLASS.matcher(c).results())
                .filter(m -> !OF_OTHERS.contains(m.group(1)))
                .map(m -> dynamicTest(readme + ": " + m.group(), () -> exists(m, classes, java))));
    }

    private static void exists(MatchResult named, Set<String> classes, List<Path> java) {
        assertThat(classes.contains(named.group(1)))
                .as("there is a class %s", named.group(1))
                .isTrue();
        if (named.group(2) != null) {
            Path file = java.stream()
                    .filter(f -> f.getFileName().toString().equals(named.group(1) + ".java"))
                    .findFirst()
                    .orElseThrow();
            assertThat(read(file)).containsPattern("\\b" + named.group(2) + "\\s*\\(");
        }
    }

    @TestFactory
    Stream<DynamicTest> files_in_links_exist() {
        return READMES.stream().flatMap(readme -> LINK.matcher(text(readme))
                .results()
                .map(m -> m.group(1))
                .map(link -> dynamicTest(readme + ": " + link, () -> assertThat(
                                ROOT.resolve(readme).resolveSibling(link))
                        .exists())));
    }

    @TestFactory
    Stream<DynamicTest> java_compiles() {
        return READMES.stream().flatMap(readme -> FENCED.matcher(text(readme))
                .results()
                .filter(m -> m.group(1).equals("java"))
                .map(m -> dynamicTest(
                        readme + ": " + m.group(2).lines().findFirst().orElse(""),
                        () -> assertThat(SnippetCompiler.problemsOf(m.group(2))).isEmpty())));
    }

    /** The texts between back ticks, outside of fenced blocks. */
    private static Stream<String> code(String readme) {
        return CODE.matcher(FENCED.matcher(text(readme)).replaceAll(""))
                .results()
                .map(m -> m.group(1));
    }

    private static Stream<Path> sources() {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("checker", "nemesis", "reports", "workloads")) {
            all.add(ROOT.resolve(module).resolve("pom.xml"));
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        all.add(ROOT.resolve("pom.xml"));
        all.removeIf(f -> f.endsWith("DocumentationTest.java"));
        return all.stream();
    }

    private static String text(String readme) {
        return read(ROOT.resolve(readme));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
