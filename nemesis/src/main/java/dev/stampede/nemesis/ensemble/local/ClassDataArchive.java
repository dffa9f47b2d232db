package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.StatusQuery;
import dev.stampede.nemesis.ensemble.ZooCfg;
import dev.stampede.nemesis.process.ChildProcess;
import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.process.ChildSpec;
import dev.stampede.nemesis.process.ProcessException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of the server's classes for class data sharing (CDS). It reduces the processor time of a member's start
 * from 1.25 s to 0.7 s (measured). A temporary member writes it, once for each class path and JVM, into
 * {@link ChildProcesses#cache()}.
 *
 * <p>The archive is an optimisation. If it cannot be written, the reason is logged and members start without it.
 */
final class ClassDataArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassDataArchive.class);
    private static final Duration STATUS_LIMIT = Duration.ofMillis(500);
    private static final Duration READY_LIMIT = Duration.ofSeconds(20);
    private static final Duration DUMP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;

    /** The number of archives in the cache, of about 15 MB each. */
    private static final int MAX_ARCHIVES = 8;

    /** Archives that this process has tried to write; it tries once. */
    private static final Set<Path> TRIED = new HashSet<>();

    private ClassDataArchive() {}

    /** The class path with the JVM flag that names its archive. Writes the archive if it does not exist. */
    static synchronized ServerClassPath with(ServerClassPath classPath, ServerVersion version) {
        if (!classPath.entries().stream().allMatch(Files::isRegularFile)) {
            return classPath;
        }
        try {
            Path archive = ChildProcesses.cache().resolve("classes-" + key(classPath) + ".jsa");
            if (!Files.exists(archive) && TRIED.add(archive)) {
                removeOldest();
                write(archive, classPath, version);
            }
            return Files.exists(archive)
                    ? new ServerClassPath(classPath.entries(), List.of("-XX:SharedArchiveFile=" + archive))
                    : classPath;
        } catch (IOException | ProcessException | EnsembleException e) {
            LOG.info("members start without a class data archive: {}", e.getMessage());
            return classPath;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return classPath;
        }
    }

    private static void write(Path archive, ServerClassPath classPath, ServerVersion version)
            throws IOException, InterruptedException {
        try (AddressBlock block = AddressBlock.claim(1);
                ChildProcesses children = ChildProcesses.open()) {
            Path folder = Files.createDirectory(children.folder().resolve("training"));
            Path written = folder.resolve("classes.jsa");
            LocalMemberSpec spec = new LocalMemberSpec(
                    1,
                    new EnsembleMembership(1, 0),
                    block,
                    ZooCfg.defaults(),
                    List.of("-XX:ArchiveClassesAtExit=" + written),
                    folder);
            Files.writeString(Files.createDirectories(folder.resolve("data")).resolve("myid"), "1");
            Files.createDirectories(folder.resolve("txnlog"));
            Files.writeString(spec.hostsFile(), HostsFile.of(1, spec.membership(), block));
            // A quorum of one, so that the classes of a quorum are loaded.
            String server = version.namesClientPort()
                    ? "standaloneEnabled=false\nserver.1=zk1:" + block.quorumPort() + ":" + block.electionPort() + "\n"
                    : "";
            Files.writeString(
                    spec.cfgFile(), LocalCfg.render(spec.cfg(), spec.membership(), 1, version, block, folder) + server);
            ChildProcess child = children.start(ChildSpec.logged(
                    "training", spec.command(classPath, LoggingConfig.write(version, folder)), folder, spec.console()));
            awaitReady(child, block.memberAddress(1) + ":" + block.clientPort());
            if (child.terminate(DUMP_LIMIT) && Files.exists(written)) {
                publish(written, archive);
            } else {
                throw new IOException("the temporary member did not write the archive: "
                        + String.join(" | ", LogTail.of(List.of(spec.console()), 3)));
            }
        }
    }

    private static void awaitReady(ChildProcess child, String address) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!StatusQuery.ask(address, STATUS_LIMIT).serves()) {
            if (!child.alive() || System.nanoTime() - start > READY_LIMIT.toNanos()) {
                throw new IOException("the temporary member did not serve within " + READY_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Another process may publish concurrently. The last move wins; both files are complete. */
    private static void publish(Path written, Path archive) throws IOException {
        Path temporary = Files.createTempFile(archive.getParent(), "classes-", ".tmp");
        Files.copy(written, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void removeOldest() throws IOException {
        try (Stream<Path> files = Files.list(ChildProcesses.cache())) {
            List<Path> newestFirst = files.filter(file -> file.toString().endsWith(".jsa"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(MAX_ARCHIVES - 1, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    private static String key(ServerClassPath classPath) throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.home"))
                .append(System.getProperty("java.vm.version"))
                .append(LocalMemberSpec.defaultJvmFlags());
        for (Path jar : classPath.entries()) {
            text.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new EnsembleException("expected SHA-256 in the JDK, as in every JDK", e);
        }
    }
}
