package dev.stampede.workloads.doctor;

import dev.stampede.nemesis.ensemble.containers.ContainerPrerequisites;
import dev.stampede.nemesis.ensemble.local.LocalPrerequisites;
import dev.stampede.workloads.run.EnsembleKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Examines what this machine can run. Immutable. */
public final class Doctor {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final List<Path> CGROUP_LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    private static final List<Path> CGROUP_USES =
            List.of(Path.of("/sys/fs/cgroup/memory.current"), Path.of("/sys/fs/cgroup/memory/memory.usage_in_bytes"));

    private final List<Probe> probes;

    /** A doctor with these probes. */
    public Doctor(List<Probe> probes) {
        this.probes = List.copyOf(probes);
    }

    /**
     * The probes of this machine.
     *
     * @param out the folder for runs
     */
    public static Doctor ofThisMachine(Path out) {
        return new Doctor(List.of(
                MachineProbes.java(Runtime.version().feature(), Path.of(System.getProperty("java.home"))),
                MachineProbes.processors(Runtime.getRuntime().availableProcessors()),
                MachineProbes.memory(Doctor::availableMemory),
                MachineProbes.disk(out),
                EnsembleProbes.loopbackAddresses(System.getProperty("os.name", ""), Doctor::bind),
                EnsembleProbes.ports(LocalPrerequisites::claimAddresses),
                ToolProbe.setpriv(Doctor::run),
                ToolProbe.strace(Doctor::run),
                EnsembleProbes.serverVersions(
                        LocalPrerequisites.bundledVersion(), LocalPrerequisites::repositories, Doctor::answer),
                EnsembleProbes.containerEngine(ContainerPrerequisites::engine)));
    }

    /** Runs all probes, in their order. */
    public List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        probes.forEach(probe -> found.add(probe.diagnose()));
        return List.copyOf(found);
    }

    /** The kinds of ensembles that can run. */
    public static List<EnsembleKind> able(List<Diagnosis> found) {
        return Arrays.stream(EnsembleKind.values())
                .filter(kind -> found.stream().noneMatch(d -> d.prevents(kind)))
                .toList();
    }

    /** The available memory in bytes: the minimum of the kernel's and the control group's; -1 if neither is known. */
    private static long availableMemory() {
        long machine = -1;
        try {
            machine = Files.readAllLines(MEMORY).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) << 10)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | NumberFormatException e) {
            // Not Linux; the limit of a control group may still be known.
        }
        long limit = firstNumber(CGROUP_LIMITS);
        long used = firstNumber(CGROUP_USES);
        if (limit < 0 || used < 0) {
            return machine;
        }
        long group = Math.max(0, limit - used);
        return machine < 0 ? group : Math.min(machine, group);
    }

    private static long firstNumber(List<Path> files) {
        for (Path file : files) {
            try {
                return Long.parseLong(Files.readString(file).strip());
            } catch (IOException | NumberFormatException e) {
                // Another version of control groups, or no limit.
            }
        }
        return -1;
    }

    private static void bind(String address) throws IOException {
        new ServerSocket(0, 1, InetAddress.getByName(address)).close();
    }

    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("the command did not end within " + ANSWER_TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void answer(String url) throws IOException {
        if (!url.startsWith("http")) {
            return;
        }
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
