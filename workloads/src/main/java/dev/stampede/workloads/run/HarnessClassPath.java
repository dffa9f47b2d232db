package dev.stampede.workloads.run;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The class path of the harness, and the entries that contain the user's classes. Immutable data.
 *
 * @param entries the absolute entries, in order
 * @param userClasses for each class of the user, by name: the entry from which it was loaded
 */
public record HarnessClassPath(List<Path> entries, Map<String, Path> userClasses) {
    public HarnessClassPath {
        entries = List.copyOf(entries);
        userClasses = Collections.unmodifiableMap(new TreeMap<>(userClasses));
    }

    /** An unknown class path, for a configuration that no run has used yet. */
    public static HarnessClassPath unknown() {
        return new HarnessClassPath(List.of(), Map.of());
    }

    /**
     * The class path of this JVM, and the user's classes among these names. Classes that cannot be loaded are omitted.
     */
    static HarnessClassPath current(List<String> classNames) {
        Map<String, Path> users = new TreeMap<>();
        for (String name : classNames) {
            load(name)
                    .filter(type -> !type.getName().startsWith("dev.stampede.") || isTestOf(type))
                    .flatMap(HarnessClassPath::location)
                    .ifPresent(location -> users.put(name, location));
        }
        return new HarnessClassPath(entriesOfThisJvm(), users);
    }

    /** The classes of Stampede's own tests count as a user's classes, because the jar does not contain them. */
    private static boolean isTestOf(Class<?> type) {
        return location(type).map(l -> l.endsWith("test-classes")).orElse(false);
    }

    /**
     * Makes sure that the user's classes can be loaded in this JVM.
     *
     * @param folder the folder of the recorded run, for the command in the message
     * @throws InvalidRunConfigException if a class cannot be loaded; the message says why and what to do
     */
    public void requireUserClasses(Path folder) {
        List<String> problems = problems(folder);
        if (!problems.isEmpty()) {
            throw new InvalidRunConfigException(problems);
        }
    }

    /**
     * The reasons why the user's classes cannot be loaded in this JVM, one line each with the remedy; empty if all can
     * be loaded.
     */
    List<String> problems(Path folder) {
        String again = Commands.of(entries, folder).replay(folder);
        List<String> problems = new ArrayList<>();
        userClasses.forEach((name, location) -> {
            if (load(name).isPresent()) {
                return;
            }
            problems.add(
                    Files.exists(location)
                            ? "the class " + name + " is not on the class path; it is in " + location + ". Run: "
                                    + again
                            : "the class " + name + " cannot be loaded: it was loaded from " + location
                                    + ", which does not exist any more. Build it again at this place, then run: "
                                    + again);
        });
        return problems;
    }

    static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, HarnessClassPath.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The jar or folder that a class was loaded from; empty for classes of the JDK. */
    static Optional<Path> location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static List<Path> entriesOfThisJvm() {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        return entries;
    }
}
