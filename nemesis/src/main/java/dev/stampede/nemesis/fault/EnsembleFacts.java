package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of an ensemble, and of the clients of a run, before faults are planned for them.
 *
 * @param description one line for people
 * @param settings null where they are not known
 * @param versions the ZooKeeper versions of its members
 * @param clients how many clients the run has
 * @param workers how many worker JVMs they live in, 0 if in the harness
 */
public record EnsembleFacts(
        String description,
        int voters,
        int observers,
        Set<Capability> capabilities,
        @Nullable EnsembleSettings settings,
        List<String> versions,
        int clients,
        int workers) {

    /** What is assumed of an ensemble whose settings are not known: ZooKeeper's own sample, and clients' usual 30 s. */
    public static final EnsembleSettings ASSUMED = new EnsembleSettings(2_000, 10, 5, 4_000, 40_000, 60_000, 30_000);

    public EnsembleFacts {
        capabilities = Set.copyOf(capabilities);
        versions = List.copyOf(versions);
    }

    /** The facts of this ensemble with so many clients in so many worker JVMs. */
    public static EnsembleFacts of(Ensemble ensemble, int clients, int workers) {
        List<Member> members = ensemble.members();
        int voters = (int) members.stream().filter(Member::voting).count();
        return new EnsembleFacts(
                ensemble.describe(),
                voters,
                members.size() - voters,
                ensemble.capabilities(),
                ensemble.settings(),
                members.stream().map(Member::version).distinct().toList(),
                clients,
                workers);
    }

    /** The settings, or what is assumed of them. */
    public EnsembleSettings settingsOrAssumed() {
        return settings == null ? ASSUMED : settings;
    }

    /** How many voting members it can do without. */
    public int dispensable() {
        return (voters - 1) / 2;
    }

    /** The session timeout that its clients are granted, in milliseconds. */
    public int sessionTimeoutMillis() {
        EnsembleSettings known = settingsOrAssumed();
        return known.negotiate(known.requestedSessionTimeoutMillis());
    }
}
