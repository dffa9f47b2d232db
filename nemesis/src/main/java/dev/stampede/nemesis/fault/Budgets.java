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
 * Time limits that are derived from the settings of an ensemble, each with its derivation.
 *
 * <p>The back-off of the leader election starts at 200 ms and doubles up to {@code maxNotificationInterval}
 * (FastLeaderElection), so a member may wait that long before it sends its vote again. The property
 * {@code zookeeper.fastleader.maxNotificationInterval} exists since 3.6; older members always use 60 s.
 */
public final class Budgets {
    private static final long FIXED_BACK_OFF_MILLIS = 60_000;

    private Budgets() {}

    /** The time after the last heal within which operations must succeed again on this ensemble. */
    public static Budget recovery(Ensemble ensemble) {
        return recovery(ensemble.settings(), versions(ensemble), ensemble.delays());
    }

    /**
     * The time after the last heal within which operations must succeed again.
     *
     * @param settings null if they are not known; then {@link EnsembleFacts#ASSUMED} is used, and the derivation says
     *     so
     * @param versions the ZooKeeper versions of the members
     * @param delays delays of elections that do not follow from the settings
     */
    static Budget recovery(
            @Nullable EnsembleSettings settings, Collection<String> versions, List<ElectionDelay> delays) {
        EnsembleSettings s = settings == null ? EnsembleFacts.ASSUMED : settings;
        long session = s.negotiate(s.requestedSessionTimeoutMillis());
        List<Budget.Term> terms = new ArrayList<>();
        terms.add(new Budget.Term(session, "session timeout " + session + " ms"));
        terms.add(syncTerm(s));
        terms.add(backOffTerm(s, versions));
        delays.forEach(delay -> terms.add(new Budget.Term(delay.millis(), delay.derivation())));
        long retry = session * 2 / 3 + 1_000;
        terms.add(new Budget.Term(
                retry,
                "one retry %d ms (2/3 of the session timeout without an answer before a client leaves a member, and up to"
                                .formatted(retry)
                        + " 1000 ms before it tries the next)"));
        return Budget.of(terms, settings == null ? " (the settings are not known; ZooKeeper's sample is assumed)" : "");
    }

    /** The time limit for resolving the target of a fault, such as the leader. */
    public static Duration targetWait(Ensemble ensemble) {
        EnsembleSettings known = ensemble.settings();
        EnsembleSettings s = known == null ? EnsembleFacts.ASSUMED : known;
        long delays =
                ensemble.delays().stream().mapToLong(ElectionDelay::millis).sum();
        return Duration.ofMillis(
                Math.min(15_000, syncTerm(s).millis() + backOff(s, versions(ensemble)) + delays + 2_000));
    }

    /** The longest time from a cut of a client until the leader has expired the client's session, in milliseconds. */
    public static long expiryMillis(EnsembleSettings s, int sessionTimeoutMillis) {
        // The leader expires sessions up to one tick late, and followers report their sessions up to half a tick late.
        return (long) sessionTimeoutMillis + s.tickTimeMillis() + s.tickTimeMillis() / 2;
    }

    /** The heal budget of faults that cut links. */
    public static Budget linkHeal() {
        return Budget.of(
                new Budget.Term(15_000, "15000 ms for the proxies (a reset of held connections took up to 10 s)"));
    }

    /** The heal budget of faults after which a client opens a new session. */
    public static Budget sessionHeal(EnsembleSettings settings) {
        long session = settings.negotiate(settings.requestedSessionTimeoutMillis());
        return Budget.of(
                new Budget.Term(15_000, "15000 ms for the proxies"),
                new Budget.Term(session, "session timeout " + session + " ms until a client opens a new session"));
    }

    /** The heal budget of faults after which a JVM is started. */
    public static Budget restartHeal(EnsembleSettings settings) {
        return Budget.of(
                new Budget.Term(20_000, "20000 ms for a JVM to start on a loaded machine"), syncTerm(settings));
    }

    /** The heal budget of faults after which a paused process continues. */
    public static Budget resumeHeal() {
        return Budget.of(new Budget.Term(10_000, "10000 ms for a process to answer again"));
    }

    private static List<String> versions(Ensemble ensemble) {
        return ensemble.members().stream().map(Member::version).distinct().toList();
    }

    private static Budget.Term backOffTerm(EnsembleSettings s, Collection<String> versions) {
        long millis = backOff(s, versions);
        List<String> old =
                versions.stream().filter(Budgets::fixedBackOff).sorted().toList();
        String why = old.isEmpty()
                ? "maxNotificationInterval"
                : "fixed in " + String.join(", ", old) + "; it can be set since 3.6";
        return new Budget.Term(millis, "election back-off %d ms (%s)".formatted(millis, why));
    }

    private static long backOff(EnsembleSettings s, Collection<String> versions) {
        return versions.stream().anyMatch(Budgets::fixedBackOff)
                ? FIXED_BACK_OFF_MILLIS
                : s.maxNotificationIntervalMillis();
    }

    private static boolean fixedBackOff(String version) {
        return version.matches("3\\.[0-5](\\D.*)?");
    }

    private static Budget.Term syncTerm(EnsembleSettings s) {
        return new Budget.Term(
                (long) s.initLimit() * s.tickTimeMillis(),
                "initLimit %d × tickTime %d ms".formatted(s.initLimit(), s.tickTimeMillis()));
    }
}
