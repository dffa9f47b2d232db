package dev.stampede.workloads;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sizes and names of the source files of all modules, which compiled classes do not show. */
class SourceStructureTest {
    private static final int MOST_LINES_OF_A_FILE = 400;
    private static final int MOST_FILES_OF_A_PACKAGE = 45;

    /**
     * Words with a meaning in ZooKeeper. A class may have such a word as its whole name only in ZooKeeper's sense.
     * There is no such class: a server is called a member, and leaders and followers are its roles.
     */
    private static final Set<String> WORDS_OF_ZOOKEEPER = Set.of(
            "Follower",
            "Leader",
            "Learner",
            "Observer",
            "Participant",
            "Peer",
            "Proposal",
            "Quorum",
            "Session",
            "Watcher");

    /** Words that are vague or unusual in technical English. Identifiers may contain them. */
    private static final Pattern UNWANTED_WORDS = Pattern.compile(
            "\\b(somebody|nobody|whoever|told|tells|anew|befalls?|so many|goes on|is to be had|thereby)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A block comment, a line comment, a text block, a string or a character, in this order at each position. */
    private static final Pattern PROSE = Pattern.compile("/\\*(?s:.*?)\\*/|//[^\\n]*|\"\"\"(?s:.*?)\"\"\""
            + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+'");

    /** The name that operating systems give to the user without rights. */
    private static final String NOBODY_USER = "\"nobody\"";

    private static final Pattern PACKAGE_OF = Pattern.compile("(?m)^package ([\\w.]+);");

    @Test
    void main_and_test_files_have_at_most_400_lines() {
        assertThat(sources("main", "test", "bench").filter(f -> lines(f) > MOST_LINES_OF_A_FILE))
                .as("files of more than %d lines", MOST_LINES_OF_A_FILE)
                .isEmpty();
    }

    @Test
    void packages_have_at_most_45_files() {
        Map<Path, Long> sizes = sources("main").collect(groupingBy(Path::getParent, TreeMap::new, counting()));

        assertThat(sizes.entrySet().stream().filter(e -> e.getValue() > MOST_FILES_OF_A_PACKAGE))
                .as("packages of more than %d files", MOST_FILES_OF_A_PACKAGE)
                .isEmpty();
        assertThat(sizes).as("packages").hasSizeGreaterThan(30);
    }

    @Test
    void packages_have_a_package_info() {
        assertThat(sources("main")
                        .map(Path::getParent)
                        .distinct()
                        .filter(p -> !Files.exists(p.resolve("package-info.java"))))
                .as("packages without a package-info")
                .isEmpty();
    }

    @Test
    void main_classes_do_not_share_a_simple_name() {
        Map<String, List<String>> packages = sources("main")
                .filter(f -> !name(f).equals("package-info"))
                .collect(groupingBy(SourceStructureTest::name, TreeMap::new, mapping(f -> packageOf(f), toList())));
        packages.values().removeIf(in -> in.size() == 1);

        assertThat(packages).as("simple names in several packages").isEmpty();
    }

    @Test
    void main_classes_do_not_redefine_words_of_zookeeper() {
        assertThat(sources("main").map(SourceStructureTest::name))
                .as("class names")
                .doesNotContainAnyElementsOf(WORDS_OF_ZOOKEEPER);
    }

    @Test
    void comments_and_strings_of_main_do_not_contain_unwanted_words() {
        assertThat(sources("main").flatMap(SourceStructureTest::unwantedWords))
                .as("unwanted words in comments and strings")
                .isEmpty();
    }

    @Test
    void unwanted_words_are_found_in_comments_and_strings_only() {
        String source =
                """
                int told = '"'; // told 1
                /* It is so
                 * many. */ int nobody; String s = "// told \\" 2" + told;
                /** {@link #NOBODY} */ String t = "NOBODY";
                """;

        assertThat(unwantedWords(source)).containsExactly("told", "so many", "told", "NOBODY");
    }

    private static Stream<String> unwantedWords(Path file) {
        return unwantedWords(text(file)).map(word -> file.getFileName() + ": " + word);
    }

    private static Stream<String> unwantedWords(String source) {
        return PROSE.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(prose -> !prose.equals(NOBODY_USER))
                // A line break of a comment separates words as a space does; {@link #NOBODY} is an identifier.
                .map(prose -> prose.replaceAll("\\n\\s*(?:\\*|//)?\\s*", " ").replaceAll("\\{@(?:link|code)[^}]*}", ""))
                .flatMap(prose -> UNWANTED_WORDS.matcher(prose).results().map(MatchResult::group));
    }

    /** The Java files of these source sets of all modules; tests run in the folder of their module. */
    private static Stream<Path> sources(String... sets) {
        Path root = Path.of("").toAbsolutePath().getParent();
        return Stream.of("checker", "nemesis", "reports", "workloads")
                .flatMap(module -> Stream.of(sets)
                        .map(set ->
                                root.resolve(module).resolve("src").resolve(set).resolve("java")))
                .filter(Files::isDirectory)
                .flatMap(SourceStructureTest::javaFiles);
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String packageOf(Path file) {
        return PACKAGE_OF
                .matcher(text(file))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
