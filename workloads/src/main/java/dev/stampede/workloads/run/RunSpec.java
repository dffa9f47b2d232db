package dev.stampede.workloads.run;

import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to run: everything that a run follows from.
 *
 * @param faults families and shapes, as on the command line; empty for a run without faults, ignored with a plan
 * @param time how long the chaos phase is
 * @param clients how many logical clients
 * @param clientJvms in how many worker JVMs they run; 0 for the harness' own
 * @param members how many voting members
 * @param connect where an external ensemble is, otherwise null
 * @param zookeeper the version that members run, null for the one that Stampede was built with
 * @param config a {@code zoo.cfg} whose settings go before the defaults, otherwise null
 * @param plan a plan file to replay, otherwise null
 * @param out the folder that the run's own folder is made in
 */
public record RunSpec(
        Variant variant,
        List<String> faults,
        Duration time,
        long seed,
        int clients,
        int clientJvms,
        int members,
        EnsembleKind ensemble,
        @Nullable String connect,
        @Nullable String zookeeper,
        @Nullable Path config,
        @Nullable Path plan,
        Path out) {

    /** How long the chaos phase is when nobody says. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(30);

    /** How many clients there are when nobody says. */
    public static final int DEFAULT_CLIENTS = 5;

    public RunSpec {
        faults = List.copyOf(faults);
        if (clients < 1 || clients > 1000) {
            throw new IllegalArgumentException("expected 1 to 1000 clients, found " + clients);
        }
        if (clientJvms < 0 || clientJvms > clients) {
            throw new IllegalArgumentException(
                    "expected 0 to " + clients + " client JVMs (no more than clients), found " + clientJvms);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("expected a time above zero, found " + time);
        }
        if (members < 1 || members > 9) {
            throw new IllegalArgumentException("expected 1 to 9 members, found " + members);
        }
        if ((ensemble == EnsembleKind.EXTERNAL) != (connect != null)) {
            throw new IllegalArgumentException(
                    "an external ensemble needs a connect string, and only it: --ensemble external --connect HOSTS");
        }
    }

    /** A run of a variant with everything else as it is when nobody says otherwise. */
    public static RunSpec of(Variant variant, Path out) {
        return new RunSpec(
                variant,
                List.of(),
                DEFAULT_TIME,
                1,
                DEFAULT_CLIENTS,
                0,
                3,
                EnsembleKind.LOCAL,
                null,
                null,
                null,
                null,
                out);
    }

    /** Where the ensemble comes from. */
    public enum EnsembleKind {
        LOCAL,
        CONTAINERS,
        EXTERNAL
    }

    /** The command line that runs it again; a plan is named by the file that the run saved. */
    String replay(Map<String, String> launcher, Path savedPlan) {
        StringBuilder command = new StringBuilder(launcher.getOrDefault("command", "java -jar stampede.jar"));
        command.append(" run ").append(variant.scenario());
        command.append(" --variant ").append(variant.name());
        command.append(" --plan ").append(quoted(savedPlan.toString()));
        command.append(" --time ").append(time.toMillis()).append("ms");
        command.append(" --seed ").append(seed);
        command.append(" --clients ").append(clients);
        if (clientJvms > 0) {
            command.append(" --client-jvms ").append(clientJvms);
        }
        if (ensemble == EnsembleKind.EXTERNAL) {
            command.append(" --ensemble external --connect ").append(quoted(String.valueOf(connect)));
        } else {
            command.append(" --ensemble ").append(ensemble.name().toLowerCase(java.util.Locale.ROOT));
            command.append(" --members ").append(members);
        }
        if (zookeeper != null) {
            command.append(" --zookeeper ").append(zookeeper);
        }
        if (config != null) {
            command.append(" --config ").append(quoted(config.toString()));
        }
        return command.toString();
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:,=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
