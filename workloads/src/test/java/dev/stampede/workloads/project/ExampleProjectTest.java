package dev.stampede.workloads.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the example project agree with each other and with Stampede, as far as nobody runs them here. */
class ExampleProjectTest {
    private static final Path EXAMPLES = UserProject.ROOT.resolve("workloads/examples");
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>\\s*<groupId>(.*?)</groupId>"
            + "\\s*<artifactId>(.*?)</artifactId>(?:\\s*<version>(.*?)</version>)?");
    private static final Pattern PROPERTY = Pattern.compile("<([\\w.]+)>([^<]*)</\\1>");
    private static final Pattern COORDINATES =
            Pattern.compile("mplementation\\((?:platform\\()?\"([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?\"\\)+");
    private static final Pattern STRICTLY = Pattern.compile("strictly\\(\"(.*?)\"\\)");
    private static final Pattern SYSTEM_PROPERTY = Pattern.compile("-D(stampede\\.[a-z.]+)");

    @Test
    void gradle_file_has_the_dependencies_of_the_pom() throws IOException {
        String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
        String gradle = Files.readString(EXAMPLES.resolve("build.gradle.kts"));

        assertThat(gradle).startsWith("// Not run by Stampede's own build.");
        assertThat(ofGradle(gradle)).isEqualTo(ofMaven(pom)).hasSize(3);
        assertThat(gradle)
                .contains("?: \"" + properties(pom).get("stampede.groups") + "\"")
                .contains("JavaLanguageVersion.of(" + properties(pom).get("maven.compiler.source") + ")");
    }

    @Test
    void versions_are_those_of_this_build() throws IOException {
        Map<String, String> ours = properties(Files.readString(UserProject.ROOT.resolve("pom.xml")));
        String pom = Files.readString(EXAMPLES.resolve("pom.xml"));

        assertThat(properties(pom))
                .containsEntry("stampede.version", UserProject.version())
                .containsEntry("curator.version", ours.get("curator.version"));
        assertThat(pom).contains("<version>" + ours.get("surefire.version") + "</version>");
        assertThat(Files.readString(UserProject.ROOT.resolve("README.md")))
                .contains("<artifactId>stampede-workloads</artifactId><version>" + UserProject.version() + "</version>")
                .contains("<curator.version>" + ours.get("curator.version") + "</curator.version>")
                .contains("<version>" + ours.get("surefire.version") + "</version>");
        assertThat(Files.readString(UserProject.ROOT.resolve("workloads/bom/pom.xml")))
                .contains("<version>" + UserProject.version() + "</version>");
    }

    @Test
    void bom_has_every_module() throws IOException {
        String bom = Files.readString(UserProject.ROOT.resolve("workloads/bom/pom.xml"));

        assertThat(ofMaven(bom))
                .isEqualTo(Stream.of("checker", "nemesis", "reports", "workloads")
                        .map(module -> "dev.stampede:stampede-" + module + ":${project.version}")
                        .collect(Collectors.toSet()));
    }

    /** Each interface of {@code workloads.user} has an example, whose test is short; locks and elections need no interface. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "locks/PrinterLock",
                "locks/Archive",
                "elections/Scheduler",
                "configuration/FeatureFlags",
                "registers/Settings",
                "services/Directory",
                "queues/Mailbox",
                "counters/Tickets",
                "barriers/StartingGate",
                "membership/Crew"
            })
    void test_of_a_users_class_has_at_most_25_lines(String example) throws IOException {
        Path test = EXAMPLES.resolve("src/test/java/com/example/" + example + "Test.java");

        assertThat(EXAMPLES.resolve("src/main/java/com/example/" + example + ".java"))
                .isRegularFile();
        assertThat(Files.readAllLines(test)).hasSizeLessThanOrEqualTo(25);
    }

    @Test
    void sources_compile(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve("src"))) {
            sources = files.filter(f -> f.toString().endsWith(".java")).toList();
        }
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    @Test
    void workflows_use_properties_that_stampede_or_the_pom_reads() throws IOException {
        String main = sources(UserProject.ROOT.resolve("workloads/src/main/java"));
        String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
        for (String workflow : List.of("pull-request.yml", "nightly.yml")) {
            String text = Files.readString(EXAMPLES.resolve(".github/workflows").resolve(workflow));
            assertThat(SYSTEM_PROPERTY.matcher(text).results().map(m -> m.group(1)))
                    .as(workflow)
                    .allMatch(property -> main.contains(property) || pom.contains("<" + property + ">"));
            assertThat(text)
                    .as(workflow)
                    .contains(
                            "actions/upload-artifact", "$GITHUB_STEP_SUMMARY", "timeout-minutes", "path: target/chaos");
        }
        assertThat(Files.readString(EXAMPLES.resolve(".github/workflows/nightly.yml")))
                .contains("-Dstampede.shard", "-Dstampede.budget.minutes", "-Dstampede.baseline", "runs.jsonl")
                .doesNotContainPattern("stampede\\.baseline=(?!stampede-baseline\\.txt\\b)");
        assertThat(EXAMPLES.resolve("stampede-baseline.txt")).isRegularFile();
    }

    /** Modules inherit everything but their name and their description; the BOM has no parent. */
    @ParameterizedTest
    @ValueSource(strings = {"", "checker", "nemesis", "reports", "workloads", "workloads/bom"})
    void poms_have_the_metadata_that_maven_central_demands(String module) throws IOException {
        String pom = Files.readString(UserProject.ROOT.resolve(module).resolve("pom.xml"));

        assertThat(pom).containsPattern("<name>Stampede.*</name>").containsPattern("<description>.+\\.</description>");
        if (!pom.contains("<parent>")) {
            assertThat(pom)
                    .containsPattern("<url>https://.+</url>\\s*(<inceptionYear>\\d+</inceptionYear>\\s*)?<licenses>")
                    .containsPattern("(?s)<license>\\s*<name>Apache-2.0</name>.*<developer>.*<name>.+</name>")
                    .containsPattern("(?s)<scm.*<connection>scm:git:.*<developerConnection>scm:git:.*<url>https://")
                    .contains("<id>release</id>", "<artifactId>maven-gpg-plugin</artifactId>", "<id>central</id>");
        }
    }

    private static Set<String> ofMaven(String pom) {
        Map<String, String> properties = properties(pom);
        return DEPENDENCY
                .matcher(pom)
                .results()
                .map(d -> coordinates(
                        d,
                        properties.getOrDefault(
                                d.group(3) == null ? "" : d.group(3).replaceAll("[${}]", ""), d.group(3))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ofGradle(String gradle) {
        var strictly = STRICTLY.matcher(gradle);
        assertThat(strictly.find()).isTrue();
        return COORDINATES
                .matcher(gradle)
                .results()
                .map(d -> coordinates(d, d.group(2).equals("curator-recipes") ? strictly.group(1) : d.group(3)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String coordinates(MatchResult dependency, String version) {
        return dependency.group(1) + ":" + dependency.group(2) + (version == null ? "" : ":" + version);
    }

    private static Map<String, String> properties(String pom) {
        return PROPERTY.matcher(pom)
                .results()
                .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2), (first, second) -> first));
    }

    private static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
