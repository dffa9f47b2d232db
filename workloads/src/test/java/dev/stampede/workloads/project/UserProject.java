package dev.stampede.workloads.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Maven project as a user has it, and Maven runs in it. What {@code mvn install} would install lies in a local repository of its
 * own below {@code target}; other artifacts come from this machine's local repository as far as it has them.
 */
final class UserProject {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path WORK = Path.of("target", "user-projects").toAbsolutePath();
    private static final Path REPOSITORY = WORK.resolve("repository");
    private static final List<String> MODULES = List.of("checker", "nemesis", "reports", "workloads");
    private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");
    private static final int MINUTES = 20;
    private static final String FAST_START = "-XX:TieredStopAtLevel=1";

    private final Path folder;

    private UserProject(Path folder) {
        this.folder = folder;
    }

    /** What a Maven run printed, standard error included, and its exit code. */
    record Build(int code, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    /** A project of these files, by their paths; whatever a former one of this name has left is removed. */
    static UserProject of(String name, Map<String, String> files) throws IOException {
        UserProject project = new UserProject(empty(WORK.resolve(name)));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path to = project.folder.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.writeString(to, file.getValue());
        }
        return project;
    }

    /** A copy of a project, without what Maven and Git have made in it. */
    static UserProject copyOf(Path original) throws IOException {
        Path copy = empty(WORK.resolve(original.getFileName()));
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = original.relativize(file);
                if (!relative.startsWith(".git") && !relative.toString().matches("(.*/)?target/.*")) {
                    Path to = copy.resolve(relative);
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        return new UserProject(copy);
    }

    Path folder() {
        return folder;
    }

    /** Runs Maven in the project; it and the JVM of the tests start fast. */
    Build maven(String... arguments) throws IOException, InterruptedException {
        install();
        Path settings = Files.writeString(WORK.resolve("settings.xml"), settings());
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("stampede.maven", "mvn"), "-B", "-ntp", "-gs", settings.toString()));
        command.add("-Dmaven.repo.local=" + REPOSITORY);
        command.add("-DargLine=" + FAST_START);
        command.addAll(List.of(arguments));
        Path output = WORK.resolve(folder.getFileName() + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MAVEN_OPTS", FAST_START);
        Process maven = builder.start();
        try {
            assertThat(maven.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("%s ended within %d min", command, MINUTES)
                    .isTrue();
        } finally {
            maven.destroy();
        }
        return new Build(maven.exitValue(), Files.readAllLines(output));
    }

    /** Does what {@code mvn install} does, from the packaged modules. */
    private static void install() throws IOException {
        String version = version();
        put("stampede", version, ".pom", ROOT.resolve("pom.xml"));
        put("stampede-bom", version, ".pom", ROOT.resolve("workloads/bom/pom.xml"));
        for (String module : MODULES) {
            String artifact = "stampede-" + module;
            put(artifact, version, ".pom", ROOT.resolve(module).resolve("pom.xml"));
            put(artifact, version, ".jar", ROOT.resolve(module + "/target/" + artifact + "-" + version + ".jar"));
        }
    }

    private static void put(String artifact, String version, String suffix, Path file) throws IOException {
        Path to = REPOSITORY.resolve("dev/stampede/" + artifact + "/" + version);
        Files.createDirectories(to);
        Files.copy(file, to.resolve(artifact + "-" + version + suffix), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The version of Stampede. */
    static String version() throws IOException {
        return VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String settings() {
        String here = Optional.ofNullable(System.getProperty("localRepository"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".m2", "repository"))
                .toUri()
                .toString();
        String repository = "<id>this-machine</id><url>" + here + "</url>"
                + "<releases><checksumPolicy>ignore</checksumPolicy></releases>";
        return "<settings><profiles><profile><id>this-machine</id><repositories><repository>" + repository
                + "</repository></repositories><pluginRepositories><pluginRepository>" + repository
                + "</pluginRepository></pluginRepositories></profile></profiles>"
                + "<activeProfiles><activeProfile>this-machine</activeProfile></activeProfiles></settings>";
    }

    private static Path empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                old.sorted((a, b) -> b.compareTo(a)).forEach(UserProject::delete);
            }
        }
        return Files.createDirectories(folder);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
