package dev.stampede.nemesis.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder whose name contains its owner ({@code run-NAMESPACE-PID-START-n}), so that another process can
 * decide without a race whether the owner is dead. The file {@value #CHILDREN} in the folder lists the process id and
 * the start time of each child of the owner.
 *
 * <p>The clean-up removes only folders of dead owners. It kills only processes with the recorded id <em>and</em> start
 * time, never by name. It ignores folders of owners in another pid namespace, because their process ids are not valid
 * here.
 */
final class OwnedFolder {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedFolder.class);
    private static final Pattern NAME = Pattern.compile("run-(\\w+)-(\\d+)-(\\d+)-(\\d+)");
    private static final AtomicInteger COUNT = new AtomicInteger();

    static final String CHILDREN = "children";

    private final Path path;

    private OwnedFolder(Path path) {
        this.path = path;
    }

    /** The folder that contains the folders of this user. */
    static Path home() {
        String user = System.getProperty("user.name", "nobody").replaceAll("\\W", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "stampede-" + user);
    }

    static Path cache(Path home) {
        try {
            makePrivate(home);
            return Files.createDirectories(home.resolve("cache"));
        } catch (IOException e) {
            throw new ProcessException("no folder for cached files can be created in " + home + ": " + e, e);
        }
    }

    /** Cleans up, then creates a folder for this process. */
    static OwnedFolder create(Path home) {
        try {
            makePrivate(home);
            cleanUp(home);
            ProcessIdentity self = ProcessIdentity.self();
            String name = String.format(
                    Locale.ROOT,
                    "run-%s-%d-%d-%d",
                    ProcessIdentity.namespace(),
                    self.pid(),
                    self.start(),
                    COUNT.incrementAndGet());
            return new OwnedFolder(Files.createDirectory(home.resolve(name)));
        } catch (IOException e) {
            throw new ProcessException(
                    "no temporary folder can be created in " + home + ": " + e
                            + "; expected a folder that only this user can write to (set -Djava.io.tmpdir to use"
                            + " another folder)",
                    e);
        }
    }

    /** The folders of this process that exist now. */
    static List<Path> ofThisProcess(Path home) {
        ProcessIdentity self = ProcessIdentity.self();
        List<Path> own = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, "run-*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches()
                        && name.group(1).equals(ProcessIdentity.namespace())
                        && owner(name).equals(self)) {
                    own.add(folder);
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new ProcessException("the temporary folders in " + home + " cannot be listed: " + e, e);
        }
        return own;
    }

    Path path() {
        return path;
    }

    /** Records a child, so that a later clean-up can kill it. */
    void record(long pid) {
        ProcessIdentity.of(pid).ifPresent(child -> {
            try {
                Files.write(
                        path.resolve(CHILDREN),
                        (child.pid() + " " + child.start() + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new ProcessException("child " + pid + " cannot be recorded in " + path.resolve(CHILDREN), e);
            }
        });
    }

    void delete() {
        deleteTree(path);
    }

    /** Removes the folders of dead owners. Logs each folder that cannot be removed; the next start tries again. */
    static void cleanUp(Path home) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, "run-*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches()
                        && name.group(1).equals(ProcessIdentity.namespace())
                        && !owner(name).alive()) {
                    cleanUpFolder(folder);
                }
            }
        }
    }

    private static ProcessIdentity owner(Matcher name) {
        return new ProcessIdentity(Long.parseLong(name.group(2)), Long.parseLong(name.group(3)));
    }

    private static void cleanUpFolder(Path folder) {
        try {
            for (String line : Files.readAllLines(folder.resolve(CHILDREN))) {
                killRecordedChild(line.split(" "));
            }
        } catch (NoSuchFileException childless) {
            LOG.debug("{} had no children", folder);
        } catch (IOException e) {
            LOG.warn("the children of {} cannot be read; the next start tries again", folder, e);
            return;
        }
        deleteTree(folder);
    }

    private static void killRecordedChild(String[] words) {
        // A line may be incomplete if its writer died.
        if (words.length != 2 || !words[0].matches("\\d+") || !words[1].matches("\\d+")) {
            return;
        }
        ProcessIdentity child = new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1]));
        if (child.alive()) {
            LOG.info("killing process {}, a leftover of a dead owner", child.pid());
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static void makePrivate(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            Files.createDirectories(home);
            if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!Files.isWritable(home)) {
            throw new IOException("not writable");
        }
    }

    private static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // Another process has removed it.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("{} cannot be removed; the next start tries again", root, e);
        }
    }
}
