package dev.stampede.workloads.doctor;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.containers.ContainerPrerequisites.Engine;
import dev.stampede.nemesis.ensemble.local.LocalPrerequisites.Repositories;
import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.EnsembleKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** The probes of the requirements of each kind of ensemble. Stateless. */
final class EnsembleProbes {
    /** Addresses from the first to the last block of local ensembles. */
    static final List<String> LOOPBACK = List.of("127.0.0.1", "127.32.0.1", "127.100.110.3", "127.223.1.9");

    private EnsembleProbes() {}

    /** Binds an address temporarily. Tests replace it. */
    interface Binding {
        /**
         * Binds a port of this address, and releases it.
         *
         * @throws IOException if the address does not belong to this machine
         */
        void bind(String address) throws IOException;
    }

    static Probe loopbackAddresses(String system, Binding binding) {
        return () -> {
            List<String> refused = new ArrayList<>();
            for (String address : LOOPBACK) {
                try {
                    binding.bind(address);
                } catch (IOException e) {
                    refused.add(address + " (" + e.getMessage() + ")");
                }
            }
            if (refused.isEmpty()) {
                return Diagnosis.ok("loopback addresses", "all addresses of 127.0.0.0/8 are local");
            }
            String remedy = system.toLowerCase(Locale.ROOT).contains("mac")
                    ? "add them until the next boot (sudo ifconfig lo0 alias 127.32.0.1 up, and so on; a run prints all"
                            + " commands), or use --ensemble containers"
                    : "run on Linux with its loopback interface up (ip link set lo up), or use --ensemble containers";
            return Diagnosis.missing(
                    "loopback addresses", "not local: " + String.join(", ", refused), remedy, EnsembleKind.LOCAL);
        };
    }

    /** @param claim claims and releases the addresses and ports of an ensemble of this size; returns their name */
    static Probe ports(Function<Integer, String> claim) {
        return () -> {
            try {
                return Diagnosis.ok(
                        "ports",
                        "the ports of a local ensemble are free in " + claim.apply(EnsembleConfig.DEFAULT_MEMBERS));
            } catch (EnsembleException e) {
                return Diagnosis.missing(
                        "ports",
                        firstLine(e),
                        "end the other ensembles (ss -tlnp shows the processes that listen)",
                        EnsembleKind.LOCAL);
            }
        };
    }

    /** @param engine finds the engine, and throws an EnsembleException that says what was tried if there is none */
    static Probe containerEngine(Supplier<Engine> engine) {
        return () -> {
            try {
                Engine found = engine.get();
                return found.missingImages().isEmpty()
                        ? Diagnosis.ok("container engine", found.description() + "; all images are present")
                        : Diagnosis.limited(
                                "container engine",
                                found.description() + "; the first run pulls "
                                        + String.join(", ", found.missingImages()),
                                "pull them before a test with a time limit: docker pull "
                                        + found.missingImages().get(0)
                                        + "; or name others with -Dstampede.zookeeper.image and"
                                        + " -Dstampede.toxiproxy.image");
            } catch (EnsembleException e) {
                return Diagnosis.missing(
                        "container engine",
                        String.valueOf(e.getMessage()).replace('\n', ' '),
                        "start an engine (systemctl start docker, or Docker Desktop), or name one in DOCKER_HOST",
                        EnsembleKind.CONTAINERS);
            }
        };
    }

    /** Sends requests to a server. Tests replace it. */
    interface WebServer {
        /**
         * Sends one request.
         *
         * @throws IOException if no server answers within a few seconds
         */
        void answer(String url) throws IOException;
    }

    /**
     * Examines whether other server versions than the bundled version can be fetched from Maven repositories.
     *
     * @param bundled the bundled version
     */
    static Probe serverVersions(String bundled, Supplier<Repositories> repositories, WebServer server) {
        return () -> {
            Repositories maven;
            try {
                maven = repositories.get();
            } catch (RuntimeException e) {
                return Diagnosis.limited(
                        "server versions",
                        "ZooKeeper " + bundled + " is bundled; the settings of Maven cannot be read: " + e.getMessage(),
                        "correct settings.xml, to fetch other versions for --zookeeper");
            }
            String known = "ZooKeeper " + bundled + " is bundled; " + maven.local() + " has "
                    + (maven.versions().isEmpty() ? "no other version" : String.join(", ", maven.versions()));
            if (maven.offline()) {
                return Diagnosis.limited(
                        "server versions",
                        known + "; Maven is offline (settings.xml)",
                        "go online once to fetch other versions for --zookeeper");
            }
            List<String> silent = new ArrayList<>();
            for (String url : maven.remote()) {
                try {
                    server.answer(url);
                } catch (IOException e) {
                    silent.add(url + " (" + e.getMessage() + ")");
                }
            }
            return silent.isEmpty()
                    ? Diagnosis.ok("server versions", known + "; others come from " + String.join(", ", maven.remote()))
                    : Diagnosis.limited(
                            "server versions",
                            known + "; no answer from " + String.join(", ", silent),
                            "check the network, or name a mirror or a proxy in settings.xml, to fetch other versions for"
                                    + " --zookeeper");
        };
    }

    private static String firstLine(EnsembleException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
