package dev.stampede.workloads.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * The commands that run something again or check it again, as a shell takes them. They work from any directory: every path in
 * them is absolute.
 *
 * <p>A harness that runs from the runnable jar alone gives {@code java -jar}. With further entries on its class path, such as
 * a user's classes, it gives {@code java -cp} with all of them. A class path that is too long to be read (a test's) goes into a
 * file in the folder of the run.
 */
public final class Commands {
    private static final String MAIN = "dev.stampede.workloads.cli.Main";
    /** A file of arguments as the {@code java} command reads them. */
    private static final String FILE = "class-path.args";

    private static final int LONGEST_CLASS_PATH = 1_000;

    private final String launcher;

    private Commands(String launcher) {
        this.launcher = launcher;
    }

    /**
     * The commands of a JVM with this class path.
     *
     * @param folder of the run, for the file of a long class path; see {@link #save}
     */
    static Commands of(List<Path> classPath, Path folder) {
        if (classPath.size() == 1 && isRunnable(classPath.get(0))) {
            return new Commands("java -jar " + quoted(classPath.get(0).toString()));
        }
        String joined = joined(classPath);
        return new Commands(
                joined.length() <= LONGEST_CLASS_PATH
                        ? "java -cp " + quoted(joined) + " " + MAIN
                        : "java " + quoted("@" + folder.resolve(FILE)) + " " + MAIN);
    }

    /** Writes the file that the commands of a long class path name; nothing for a short one. */
    static void save(List<Path> classPath, Path folder) throws IOException {
        String joined = joined(classPath);
        if (joined.length() > LONGEST_CLASS_PATH) {
            String escaped = joined.replace("\\", "\\\\").replace("\"", "\\\"");
            Files.writeString(folder.resolve(FILE), "-cp\n\"" + escaped + "\"\n", StandardCharsets.UTF_8);
        }
    }

    private static String joined(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isRunnable(Path entry) {
        if (!Files.isRegularFile(entry)) {
            return false;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return Optional.ofNullable(jar.getManifest())
                    .map(manifest -> MAIN.equals(manifest.getMainAttributes().getValue("Main-Class")))
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs the run in this folder again. */
    String replay(Path folder) {
        return command("replay", folder);
    }

    /** Checks the history in this folder again. */
    String recheck(Path folder) {
        return command("check", folder);
    }

    private String command(String verb, Path folder) {
        return launcher + " " + verb + " " + quoted(folder.toAbsolutePath().toString());
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@./:,=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
