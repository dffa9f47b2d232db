package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What plans need to know about an ensemble and about the clients of a run.
 *
 * @param description one line for people
 * @param settings null where they are not known
 * @param versions the ZooKeeper versions of its members
 * @param clients the number of clients
 * @param workers the number of worker JVMs that the clients live in, 0 if they live in the harness
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

    /** Used for an ensemble whose settings are not known: ZooKeeper's sample, and the usual 30 s of clients. */
    public static final EnsembleSettings ASSUMED = new EnsembleSettings(2_000, 10, 5, 4_000, 40_000, 60_000, 30_000);

    public EnsembleFacts {
        capabilities = Set.copyOf(capabilities);
        versions = List.copyOf(versions);
    }

    /** The facts of this ensemble, with this number of clients in this number of worker JVMs. */
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

    /** The settings, or {@link #ASSUMED}. */
    public EnsembleSettings settingsOrAssumed() {
        return settings == null ? ASSUMED : settings;
    }

    /** The number of voting members that it tolerates to lose. */
    public int tolerated() {
        return (voters - 1) / 2;
    }

    /** The session timeout that its clients are granted, in milliseconds. */
    public int sessionTimeoutMillis() {
        EnsembleSettings known = settingsOrAssumed();
        return known.negotiate(known.requestedSessionTimeoutMillis());
    }

    /** How long after a client was cut off its session has expired at the latest, in milliseconds. */
    public long expiryMillis() {
        return Budgets.expiryMillis(settingsOrAssumed(), sessionTimeoutMillis());
    }

    /** How long after a member was cut off it has noticed at the latest, in milliseconds: (syncLimit + 1) × tickTime. */
    public long noticeMillis() {
        EnsembleSettings known = settingsOrAssumed();
        return (known.syncLimit() + 1L) * known.tickTimeMillis();
    }
}
