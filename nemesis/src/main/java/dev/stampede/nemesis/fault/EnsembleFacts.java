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
 * @param settings null if they are not known
 * @param versions the ZooKeeper versions of the members
 * @param clients the number of clients
 * @param workers the number of worker JVMs that the clients run in; 0 if they run in the harness
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

    /**
     * The settings that are assumed for an ensemble whose settings are not known: ZooKeeper's sample configuration, and
     * clients that request a session timeout of 30 s.
     */
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

    /** The number of voting members that the ensemble can lose without losing its quorum. */
    public int tolerated() {
        return (voters - 1) / 2;
    }

    /** The negotiated session timeout of the clients, in milliseconds. */
    public int sessionTimeoutMillis() {
        EnsembleSettings known = settingsOrAssumed();
        return known.negotiate(known.requestedSessionTimeoutMillis());
    }

    /** The longest time from a cut of a client until its session has expired, in milliseconds. */
    public long expiryMillis() {
        return Budgets.expiryMillis(settingsOrAssumed(), sessionTimeoutMillis());
    }

    /** The time after a heal within which clients must succeed again, in milliseconds. */
    public long recoveryMillis() {
        return Budgets.recovery(settings, versions, List.of()).nanos() / 1_000_000;
    }

    /**
     * The longest time from a cut of a member until the member has detected it, in milliseconds: (syncLimit + 1) ×
     * tickTime.
     */
    public long noticeMillis() {
        EnsembleSettings known = settingsOrAssumed();
        return (known.syncLimit() + 1L) * known.tickTimeMillis();
    }
}
