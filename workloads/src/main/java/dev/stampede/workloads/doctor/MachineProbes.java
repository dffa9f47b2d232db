package dev.stampede.workloads.doctor;

import dev.stampede.workloads.run.EnsembleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The probes of the requirements of every run: Java, processors, memory and disk. Stateless. */
final class MachineProbes {
    private static final int OLDEST_JAVA = 17;
    private static final int FEW_PROCESSORS = 2;
    private static final long MIB = 1L << 20;
    /** Three members with heaps of 96 MiB, and the harness. */
    private static final long LEAST_MEMORY = 700 * MIB;
    /** Enough for two concurrent runs, as in a campaign. */
    private static final long ENOUGH_MEMORY = 2_048 * MIB;

    private static final long LEAST_DISK = 100 * MIB;
    private static final long ENOUGH_DISK = 1_024 * MIB;

    private MachineProbes() {}

    /** @param home the home of the Java that runs the harness and the members */
    static Probe java(int feature, Path home) {
        return () -> {
            String found = "Java " + feature + " at " + home;
            if (feature < OLDEST_JAVA) {
                return Diagnosis.missing(
                        "java",
                        found + "; Stampede needs " + OLDEST_JAVA + " or later",
                        "install a JDK 17 (Debian: apt-get install openjdk-17-jdk-headless) and set JAVA_HOME",
                        EnsembleKind.values());
            }
            Path launcher = home.resolve("bin").resolve("java");
            return Files.isExecutable(launcher)
                    ? Diagnosis.ok("java", found)
                    : Diagnosis.missing(
                            "java",
                            found + " has no executable " + launcher + ", which starts the members",
                            "run Stampede with a complete JDK or JRE",
                            EnsembleKind.LOCAL);
        };
    }

    static Probe processors(int number) {
        return () -> number < FEW_PROCESSORS
                ? Diagnosis.limited(
                        "processors",
                        "1 processor: elections and checks are slow, and stalls of the harness are likely",
                        "give the machine or the container 2 processors, or use --at-once 1 and fewer --clients")
                : Diagnosis.ok("processors", number + " processors");
    }

    /** @param availableBytes negative if it is not known */
    static Probe memory(LongSupplier availableBytes) {
        return () -> {
            long bytes = availableBytes.getAsLong();
            if (bytes < 0) {
                return Diagnosis.limited(
                        "memory",
                        "the available memory is not known",
                        "make sure that " + size(LEAST_MEMORY) + " are available for a run with 3 members");
            }
            String found = size(bytes) + " available";
            if (bytes < LEAST_MEMORY) {
                return Diagnosis.missing(
                        "memory",
                        found + "; a run with 3 members needs " + size(LEAST_MEMORY),
                        "end other processes, or give the machine or the container more memory",
                        EnsembleKind.LOCAL,
                        EnsembleKind.CONTAINERS);
            }
            return bytes < ENOUGH_MEMORY
                    ? Diagnosis.limited(
                            "memory",
                            found + "; two concurrent runs need " + size(ENOUGH_MEMORY),
                            "use --at-once 1, or give the machine or the container more memory")
                    : Diagnosis.ok("memory", found);
        };
    }

    /** @param folder the folder for runs; it need not exist */
    static Probe disk(Path folder) {
        return () -> {
            Path existing = folder.toAbsolutePath().normalize();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            try {
                long bytes = Files.getFileStore(existing).getUsableSpace();
                return disk(existing, Files.isWritable(existing), bytes);
            } catch (IOException e) {
                return Diagnosis.limited(
                        "disk",
                        "the free space of " + existing + " is not known: " + e.getMessage(),
                        "check it by hand");
            }
        };
    }

    static Diagnosis disk(Path folder, boolean writable, long bytes) {
        String found = size(bytes) + " free for " + folder;
        if (!writable) {
            return Diagnosis.missing(
                    "disk",
                    folder + " cannot be written to",
                    "run Stampede in another folder, or name one with --out",
                    EnsembleKind.values());
        }
        if (bytes < LEAST_DISK) {
            return Diagnosis.missing(
                    "disk",
                    found + "; a run needs " + size(LEAST_DISK),
                    "free some space, or name a folder on another disk with --out",
                    EnsembleKind.values());
        }
        return bytes < ENOUGH_DISK
                ? Diagnosis.limited(
                        "disk",
                        found + ": enough for single runs, not for a campaign",
                        "free some space, or name a folder on another disk with --out")
                : Diagnosis.ok("disk", found);
    }

    private static String size(long bytes) {
        return bytes >= 1_024 * MIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (1_024.0 * MIB))
                : bytes / MIB + " MiB";
    }
}
