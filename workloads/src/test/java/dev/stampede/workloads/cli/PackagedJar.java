package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The packaged runnable jar, and a user's classes that are compiled against this jar only. */
final class PackagedJar {
    private static final Path SOURCES = Path.of("src", "test", "java", "com", "example", "stampede");

    private PackagedJar() {}

    /** The jar that Maven packaged. */
    static Path path() {
        Path jar = Path.of(System.getProperty("stampede.jar", "target/stampede.jar"))
                .toAbsolutePath();
        assertThat(jar).isRegularFile();
        return jar;
    }

    /** Compiles a user's classes into a folder. */
    static Path compile(Path folder, String... classes) throws IOException {
        Files.createDirectories(folder);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> sources = Stream.of(classes)
                    .map(name -> SOURCES.resolve(name + ".java"))
                    .toList();
            List<String> options = List.of("--release", "17", "-cp", path().toString(), "-d", folder.toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
        return folder;
    }

    /** Packs a folder of classes into a jar, with {@code META-INF/services} files for these providers. */
    static Path jar(Path jar, Path classes, Map<String, String> services) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
            for (Map.Entry<String, String> service : services.entrySet()) {
                out.putNextEntry(new ZipEntry("META-INF/services/" + service.getKey()));
                out.write((service.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    /** The command that starts Stampede with a further entry on the class path. */
    static String with(Path entry, String arguments) {
        return "java -cp " + path() + ":" + entry + " " + Main.class.getName() + " " + arguments;
    }

    /**
     * Runs a command in a shell in a folder, a {@code java} command in a JVM that starts fast. Returns its output and
     * its exit code.
     */
    static CommandResult run(Path folder, String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        String fast = command.replaceFirst("^java ", "java -XX:TieredStopAtLevel=1 ");
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "exec " + fast));
        Process process = new ProcessBuilder(shell)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(command).isTrue();
        return new CommandResult(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
