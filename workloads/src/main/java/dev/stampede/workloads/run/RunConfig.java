package dev.stampede.workloads.run;

import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run: everything that a run follows from.
 *
 * @param faults where the plan comes from
 * @param time how long the chaos phase is
 * @param clients how many logical clients
 * @param clientJvms in how many worker JVMs they run; 0 for the harness' own
 * @param members how many voting members
 * @param connect where an external ensemble is, otherwise null
 * @param zookeeper the version that members run, null for the one that Stampede was built with
 * @param config a {@code zoo.cfg} whose settings go before the defaults, otherwise null
 * @param audit how the run ends
 * @param out the folder that the run's own folder is made in
 */
public record RunConfig(
        Variant variant,
        PlanSource faults,
        Duration time,
        long seed,
        int clients,
        int clientJvms,
        int members,
        EnsembleKind ensemble,
        @Nullable String connect,
        @Nullable String zookeeper,
        @Nullable Path config,
        Audit audit,
        Path out) {

    /** How long the chaos phase is when nobody says. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(30);

    /** How many clients there are when nobody says. */
    public static final int DEFAULT_CLIENTS = 5;

    public RunConfig {
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
        if (ensemble == EnsembleKind.EXTERNAL && audit == Audit.THOROUGH) {
            throw new IllegalArgumentException(
                    "a thorough audit kills every member, which an external ensemble does not allow: use --audit plain");
        }
        if ((ensemble == EnsembleKind.EXTERNAL) != (connect != null)) {
            throw new IllegalArgumentException(
                    "an external ensemble needs a connect string, and only it: --ensemble external --connect HOSTS");
        }
    }

    /** A run of a variant with everything else as it is when nobody says otherwise. */
    public static RunConfig of(Variant variant, Path out) {
        return new RunConfig(
                variant,
                new PlanSource.Drawn(List.of()),
                DEFAULT_TIME,
                1,
                DEFAULT_CLIENTS,
                0,
                3,
                EnsembleKind.LOCAL,
                null,
                null,
                null,
                Audit.PLAIN,
                out);
    }

    /** How closely the ensemble is looked at when a run ends. */
    public enum Audit {
        /** Every member's tree is read, and each is written through. */
        PLAIN,
        /** Then every member is killed and started again, and all is looked at once more: some losses show only then. */
        THOROUGH
    }

    /** Where the ensemble comes from. */
    public enum EnsembleKind {
        LOCAL,
        CONTAINERS,
        EXTERNAL
    }
}
