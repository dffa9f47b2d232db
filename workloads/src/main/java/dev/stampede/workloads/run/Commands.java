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
 * The shell commands that replay a run or check its history again. They work in any directory, because all paths are
 * absolute.
 *
 * <p>If the class path of the harness is only the runnable jar, the commands use {@code java -jar}. With further
 * entries, such as a user's classes, they use {@code java -cp} with all entries. A very long class path (of a test) is
 * written into a file in the folder of the run.
 */
public final class Commands {
    private static final String MAIN = "dev.stampede.workloads.cli.Main";
    /** The argument file of the {@code java} command that contains a long class path. */
    private static final String ARGUMENT_FILE = "class-path.args";

    private static final int LONGEST_CLASS_PATH = 1_000;

    private final String launcher;

    private Commands(String launcher) {
        this.launcher = launcher;
    }

    /**
     * The commands of a JVM with this class path.
     *
     * @param folder the folder of the run, for the file of a long class path; see {@link #save}
     */
    static Commands of(List<Path> classPath, Path folder) {
        if (classPath.size() == 1 && isRunnable(classPath.get(0))) {
            return new Commands("java -jar " + quoted(classPath.get(0).toString()));
        }
        String joined = joined(classPath);
        return new Commands(
                joined.length() <= LONGEST_CLASS_PATH
                        ? "java -cp " + quoted(joined) + " " + MAIN
                        : "java " + quoted("@" + folder.resolve(ARGUMENT_FILE)) + " " + MAIN);
    }

    /** Writes the file of a long class path; does nothing for a short one. */
    static void save(List<Path> classPath, Path folder) throws IOException {
        String joined = joined(classPath);
        if (joined.length() > LONGEST_CLASS_PATH) {
            String escaped = joined.replace("\\", "\\\\").replace("\"", "\\\"");
            Files.writeString(folder.resolve(ARGUMENT_FILE), "-cp\n\"" + escaped + "\"\n", StandardCharsets.UTF_8);
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

    /** The command that replays the run in this folder. */
    String replay(Path folder) {
        return command("replay", folder);
    }

    /** The command that checks the history in this folder again. */
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
