package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.fault.network.PartitionLinks;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts ensembles of containers, injects and heals faults, and stops them; each cycle runs in a JVM of its own. Of
 * every five JVMs, one is killed (SIGKILL) and one is terminated (SIGTERM) while the first member is paused, the second
 * member is down and the third member is cut off. After one more start nothing may be left: no container, network or
 * volume (named or anonymous), no port, no file, no process.
 *
 * <p>Argument: the number of cycles. From the root of the project:
 *
 * <pre>{@code
 * mvn -q -o -pl nemesis -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/cp
 * java -cp nemesis/target/test-classes:nemesis/target/classes:checker/target/classes:$(cat /tmp/cp) \
 *     dev.stampede.nemesis.ensemble.containers.RestartCycles 50
 * }</pre>
 *
 * <p>{@link RestartCyclesIT} runs three cycles.
 */
final class RestartCycles {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String BROKEN = "broken";

    private final Path folder;
    private final DockerClient docker = ContainerEngine.find().docker();
    private final Set<String> ports = new TreeSet<>();
    private final Set<String> volumesBefore = volumes();

    /** @param folder an empty folder for the temporary files of the harnesses */
    RestartCycles(Path folder) {
        this.folder = folder;
    }

    private enum Ending {
        STOP,
        TERM,
        KILL;

        static Ending of(int cycle) {
            return switch (cycle % 5) {
                case 1 -> TERM;
                case 2 -> KILL;
                default -> STOP;
            };
        }
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("stampede-cycles");
        List<String> left = new RestartCycles(folder).run(Integer.parseInt(args[0]));
        System.out.println(left.isEmpty() ? "nothing is left" : "left: " + left);
        if (left.isEmpty()) {
            Files.delete(folder);
        }
        System.exit(left.isEmpty() ? 0 : 1);
    }

    /** Everything that is left after this many cycles and one more start. */
    List<String> run(int cycles) throws Exception {
        for (int cycle = 0; cycle < cycles; cycle++) {
            long start = System.nanoTime();
            int after = cycle(cycle, Ending.of(cycle));
            System.out.printf(
                    java.util.Locale.ROOT,
                    "cycle %d, %s: %.1f s; %d things are there after it%n",
                    cycle + 1,
                    Ending.of(cycle),
                    (System.nanoTime() - start) / 1e9,
                    after);
        }
        ContainerEnsemble.builder().members(1).clients(0).build().close();
        return left();
    }

    private int cycle(int number, Ending ending) throws Exception {
        Process harness = new ProcessBuilder(command(number, ending))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = harness.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.equals(BROKEN)) {
                ports.add(line);
                line = said.readLine();
            }
            if (line == null) {
                throw new AssertionError("cycle " + number + " ended early, with " + harness.waitFor());
            }
            switch (ending) {
                case STOP -> {}
                case TERM -> harness.destroy();
                case KILL -> harness.destroyForcibly();
            }
            if (!harness.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                harness.destroyForcibly();
                throw new AssertionError("cycle " + number + " did not end");
            }
        }
        if (ending == Ending.STOP && harness.exitValue() != 0) {
            throw new AssertionError("cycle " + number + " failed with " + harness.exitValue());
        }
        int after = new LeftoverRemover(docker).list(OwnerLabels.OWNER).size();
        if (ending != Ending.KILL && after > 0) {
            throw new AssertionError("cycle " + number + " ended by " + ending + " and left "
                    + new LeftoverRemover(docker).list(OwnerLabels.OWNER));
        }
        return after;
    }

    private List<String> command(int number, Ending ending) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder));
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("stampede."))
                .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Harness.class.getName(),
                Integer.toString(number),
                ending.name()));
        return command;
    }

    private List<String> left() throws IOException {
        List<String> left = new ArrayList<>(new LeftoverRemover(docker).list(OwnerLabels.OWNER));
        Set<String> volumes = volumes();
        volumes.removeAll(volumesBefore);
        volumes.forEach(volume -> left.add("volume " + volume));
        ports.stream().filter(RestartCycles::listens).forEach(port -> left.add("port " + port));
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> !file.equals(folder)).forEach(file -> left.add("file " + file));
        }
        ProcessHandle.current().descendants().forEach(process -> left.add("process " + process.pid()));
        return left;
    }

    private Set<String> volumes() {
        return docker.listVolumesCmd().exec().getVolumes().stream()
                .map(volume -> volume.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean listens(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** The JVM of one cycle. */
    static final class Harness {
        private Harness() {}

        public static void main(String[] args) throws Exception {
            int number = Integer.parseInt(args[0]);
            boolean stays = !args[1].equals(Ending.STOP.name());
            try (ContainerEnsemble ensemble =
                    ContainerEnsemble.builder().members(3).clients(1).build()) {
                ensemble.start();
                ensemble.awaitHealthy(PATIENCE);
                ensemble.members().forEach(member -> System.out.println(member.directAddress()));
                if (stays) {
                    breakAll(ensemble);
                    System.out.println(BROKEN);
                    Thread.currentThread().join();
                }
                breakAndHeal(ensemble, number);
                ensemble.awaitHealthy(PATIENCE);
                System.out.println(BROKEN);
            }
        }

        private static void breakAll(ContainerEnsemble ensemble) {
            ensemble.links().cut(PartitionLinks.isolate(3, List.of(1, 2, 3)));
            ensemble.member(1).pause();
            ensemble.member(2).kill();
        }

        private static void breakAndHeal(ContainerEnsemble ensemble, int number) {
            Member member = ensemble.member(1 + number % 3);
            // Another member: one with a read-only disk exits by itself, and then cannot be paused.
            Member exhausted = ensemble.member(1 + (number + 1) % 3);
            List<MemberResource> all = List.of(MemberResource.values());
            MemberResource resource = all.get(number % all.size());
            exhausted.resources().exhaust(resource);
            ensemble.links().cut(PartitionLinks.isolate(member.number(), List.of(1, 2, 3)));
            member.pause();
            member.kill();
            exhausted.resources().restore(resource);
            exhausted.restart(exhausted.version());
            ensemble.links().restore(PartitionLinks.isolate(member.number(), List.of(1, 2, 3)));
            member.restart(member.version());
        }
    }
}
