package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.ElectionDelay;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on time, derived from the settings of an ensemble and printed with their derivation.
 *
 * <p>The back-off of the leader election starts at 200 ms and doubles up to {@code maxNotificationInterval}
 * (FastLeaderElection), so that a member may wait that long before it asks again. The property {@code
 * zookeeper.fastleader.maxNotificationInterval} exists from 3.6 on; older members keep 60 s whatever is set.
 */
public final class Budgets {
    private static final long FIXED_BACK_OFF_MILLIS = 60_000;

    private Budgets() {}

    /** How long after the last heal operations may take to succeed again on this ensemble. */
    public static Budget recovery(Ensemble ensemble) {
        return recovery(ensemble.settings(), versions(ensemble), ensemble.delays());
    }

    /**
     * How long after the last heal operations may take to succeed again.
     *
     * @param settings null where they are not known; then {@link EnsembleFacts#ASSUMED} are assumed, and it says so
     * @param versions of the members
     * @param delays what may hold up an election beside that
     */
    static Budget recovery(
            @Nullable EnsembleSettings settings, Collection<String> versions, List<ElectionDelay> delays) {
        EnsembleSettings s = settings == null ? EnsembleFacts.ASSUMED : settings;
        Sum sum = new Sum();
        long session = s.negotiate(s.requestedSessionTimeoutMillis());
        sum.add(session, "session timeout " + session + " ms");
        sum.add(sync(s), syncText(s));
        addBackOff(sum, s, versions);
        delays.forEach(delay -> sum.add(delay.millis(), delay.derivation()));
        sum.add(
                session * 2 / 3 + 1_000,
                "one retry %d ms (2/3 of the session timeout in silence before a client gives a member up, and up to"
                                .formatted(session * 2 / 3 + 1_000)
                        + " 1000 ms before it tries the next)");
        return sum.budget(settings == null ? " (the settings are not known; ZooKeeper's sample is assumed)" : "");
    }

    /** How long a heal of this shape may take until it is proven. */
    public static Budget heal(FaultShape shape, @Nullable EnsembleSettings settings, Collection<String> versions) {
        EnsembleSettings s = settings == null ? EnsembleFacts.ASSUMED : settings;
        Sum sum = new Sum();
        switch (shape.family()) {
            case PARTITION, CLIENT_PARTITION ->
                sum.add(15_000, "15000 ms for the proxies (a reset of held connections was seen to take 10 s)");
            case SESSION_EXPIRY -> {
                long session = s.negotiate(s.requestedSessionTimeoutMillis());
                sum.add(15_000, "15000 ms for the proxies");
                sum.add(session, "session timeout " + session + " ms until a client opens another one");
            }
            case KILL, CLIENT_KILL, CPU, MEMORY, DISK -> {
                sum.add(20_000, "20000 ms for a JVM to start on a loaded machine");
                sum.add(sync(s), syncText(s));
            }
            case PAUSE, CLIENT_PAUSE -> sum.add(10_000, "10000 ms for a process to answer again");
        }
        return sum.budget("");
    }

    /** How long it is to be waited for the target of a fault, such as for a member that leads. */
    public static Duration aim(Ensemble ensemble) {
        EnsembleSettings known = ensemble.settings();
        EnsembleSettings s = known == null ? EnsembleFacts.ASSUMED : known;
        long delays =
                ensemble.delays().stream().mapToLong(ElectionDelay::millis).sum();
        return Duration.ofMillis(Math.min(15_000, sync(s) + backOff(s, versions(ensemble)) + delays + 2_000));
    }

    /** How long after a client was cut off the leader has expired its session, at the latest, in milliseconds. */
    public static long expiryMillis(EnsembleSettings s, int sessionTimeoutMillis) {
        // The leader expires it up to one tick late, and followers report their sessions up to half a tick late.
        return (long) sessionTimeoutMillis + s.tickTimeMillis() + s.tickTimeMillis() / 2;
    }

    private static List<String> versions(Ensemble ensemble) {
        return ensemble.members().stream().map(Member::version).distinct().toList();
    }

    private static void addBackOff(Sum sum, EnsembleSettings s, Collection<String> versions) {
        long millis = backOff(s, versions);
        List<String> old =
                versions.stream().filter(Budgets::fixedBackOff).sorted().toList();
        String why = old.isEmpty()
                ? "maxNotificationInterval"
                : "fixed in " + String.join(", ", old) + "; it can be set from 3.6 on";
        sum.add(millis, "election back-off %d ms (%s)".formatted(millis, why));
    }

    private static long backOff(EnsembleSettings s, Collection<String> versions) {
        return versions.stream().anyMatch(Budgets::fixedBackOff)
                ? FIXED_BACK_OFF_MILLIS
                : s.maxNotificationIntervalMillis();
    }

    private static boolean fixedBackOff(String version) {
        return version.matches("3\\.[0-5](\\D.*)?");
    }

    private static long sync(EnsembleSettings s) {
        return (long) s.initLimit() * s.tickTimeMillis();
    }

    private static String syncText(EnsembleSettings s) {
        return "initLimit %d × tickTime %d ms".formatted(s.initLimit(), s.tickTimeMillis());
    }

    private static final class Sum {
        private final List<String> terms = new ArrayList<>();
        private long millis;

        void add(long term, String text) {
            millis += term;
            terms.add(text);
        }

        Budget budget(String remark) {
            return new Budget(
                    Duration.ofMillis(millis).toNanos(), millis + " ms = " + String.join(" + ", terms) + remark);
        }
    }
}
