package dev.stampede.checker.registry;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckProvider;
import dev.stampede.checker.checks.balancing.BalancingCheck;
import dev.stampede.checker.checks.balancing.FairShareCheck;
import dev.stampede.checker.checks.barrier.BarrierCheck;
import dev.stampede.checker.checks.configuration.PropagationCheck;
import dev.stampede.checker.checks.convergence.ConvergenceCheck;
import dev.stampede.checker.checks.counter.CounterCheck;
import dev.stampede.checker.checks.ensemble.AuditCheck;
import dev.stampede.checker.checks.ensemble.GuaranteesCheck;
import dev.stampede.checker.checks.ensemble.TransactionLogCheck;
import dev.stampede.checker.checks.exclusion.elections.DayChangeCheck;
import dev.stampede.checker.checks.exclusion.elections.EpochsCheck;
import dev.stampede.checker.checks.exclusion.elections.ReElectionCheck;
import dev.stampede.checker.checks.exclusion.elections.SingleMasterCheck;
import dev.stampede.checker.checks.exclusion.locks.AllOrNoneCheck;
import dev.stampede.checker.checks.exclusion.locks.HerdEffectCheck;
import dev.stampede.checker.checks.exclusion.locks.LeakedZnodesCheck;
import dev.stampede.checker.checks.exclusion.locks.LeasesCheck;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.checks.exclusion.locks.ReentrancyCheck;
import dev.stampede.checker.checks.exclusion.locks.WakeUpCheck;
import dev.stampede.checker.checks.hangs.HangsCheck;
import dev.stampede.checker.checks.membership.MembershipCheck;
import dev.stampede.checker.checks.naming.NamingCheck;
import dev.stampede.checker.checks.naming.UniqueIdsCheck;
import dev.stampede.checker.checks.notification.NotificationsCheck;
import dev.stampede.checker.checks.queue.DeliveriesCheck;
import dev.stampede.checker.checks.queue.QueueOrderCheck;
import dev.stampede.checker.checks.queue.QueueProgressCheck;
import dev.stampede.checker.checks.registers.RetriedWritesCheck;
import dev.stampede.checker.checks.registers.SequentialZnodesCheck;
import dev.stampede.checker.checks.registers.SessionOrderCheck;
import dev.stampede.checker.checks.registers.TransactionsCheck;
import dev.stampede.checker.checks.run.RecoveryCheck;
import dev.stampede.checker.checks.run.RequirementsCheck;
import dev.stampede.checker.checks.run.RunIntegrityCheck;
import dev.stampede.checker.checks.run.WaitingCheck;
import dev.stampede.checker.checks.watches.RemovalsCheck;
import dev.stampede.checker.checks.watches.WatchesCheck;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.linearizability.LinearizabilityCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All checks by name: Stampede's own, and those of every {@link CheckProvider} on the class path.
 *
 * <p>Safe to use from all threads. The providers of users are looked up at the first call. Each method throws {@link
 * IllegalStateException} if a provider cannot be loaded, or has the name of another check. Each of Stampede's own
 * checks is registered here with one line.
 */
public final class Checks {
    private record BuiltIn(String name, String description, Function<CheckSpec, Check> maker) implements CheckProvider {
        @Override
        public Check create(CheckSpec spec) {
            return maker.apply(spec);
        }
    }

    private static final List<CheckProvider> OWN = new ArrayList<>();
    private static @Nullable Map<String, CheckProvider> all;

    static {
        register(
                RequirementsCheck.NAME,
                "Did the planned faults take effect and heal, and did enough operations succeed? (ok.FUNCTION,"
                        + " rate.FUNCTION, faults.FAMILY)",
                RequirementsCheck::new);
        register(
                RunIntegrityCheck.NAME,
                "Did the harness do its part: clients, watchers, heals, scans, the audit? Part of every run. (watched)",
                RunIntegrityCheck::of);
        register(
                AuditCheck.NAME,
                "Do all members have the same tree at the end, and is no acknowledged write missing?",
                spec -> withoutParameters(spec, new AuditCheck()));
        register(
                GuaranteesCheck.NAME,
                "Did the ensemble keep ZooKeeper's guarantees about zxids, versions and owners?",
                spec -> withoutParameters(spec, new GuaranteesCheck()));
        register(
                TransactionLogCheck.NAME,
                "Do the members' transaction logs agree with each other, with the acknowledged writes and with the"
                        + " audited trees? Part of each run whose logs were read.",
                spec -> withoutParameters(spec, new TransactionLogCheck()));
        register(
                RecoveryCheck.NAME,
                "Was there progress within the derived time limit after each heal?",
                spec -> withoutParameters(spec, new RecoveryCheck()));
        register(
                WaitingCheck.NAME,
                "How long was the longest wait, and was a waiting client overtaken? (function, ordered)",
                WaitingCheck::new);
        register(
                MutualExclusionCheck.NAME,
                "Did at most one client hold each lock at a time, in four views? (views, policy, doubts, raw)",
                MutualExclusionCheck::of);
        register(
                SingleMasterCheck.NAME,
                "Was there at most one master at a time, in four views? (views, policy, doubts, raw)",
                SingleMasterCheck::of);
        register(
                PropagationCheck.NAME,
                "Did each change reach every connected client in time and in order, and each event before its data?"
                        + " (watches)",
                PropagationCheck::of);
        register(
                ConvergenceCheck.NAME,
                "Did each client read only what was written, never go back within a session, and read the last write in"
                        + " time?",
                ConvergenceCheck::of);
        register(
                RetriedWritesCheck.NAME,
                "Did each write take effect exactly once, or twice if its request was sent again? (model, initial)",
                RetriedWritesCheck::of);
        register(
                SessionOrderCheck.NAME,
                "Were the reads of a session monotonic, and was each read after a sync at least as new as all writes"
                        + " before the sync?",
                SessionOrderCheck::of);
        register(
                TransactionsCheck.NAME,
                "Did each multi take effect as a whole, at one zxid, and only if its check held, and was none read in"
                        + " part?",
                TransactionsCheck::of);
        register(
                SequentialZnodesCheck.NAME,
                "Were sequential suffixes unique and increasing with czxid, and did each create produce one znode?",
                SequentialZnodesCheck::of);
        register(
                DeliveriesCheck.NAME,
                "Was each item delivered whose enqueue was acknowledged, and none more often than promised? (delivery)",
                DeliveriesCheck::of);
        register(
                QueueOrderCheck.NAME,
                "Were items taken in the order of their creation, or of their priority? (order, locks, min-items)",
                QueueOrderCheck::of);
        register(
                QueueProgressCheck.NAME,
                "Was each item delivered within the derived time limit while a consumer was connected and idle?"
                        + " (delivery)",
                QueueProgressCheck::of);
        register(
                LeasesCheck.NAME,
                "Were at most n leases of each semaphore held at a time? (leases, policy, doubts, raw)",
                LeasesCheck::of);
        register(
                ReentrancyCheck.NAME,
                "Could a holder acquire its lock again at once, and did only its last release free the lock?",
                ReentrancyCheck::of);
        register(AllOrNoneCheck.NAME, "Did each acquire of several locks get all of them or none?", AllOrNoneCheck::of);
        register(
                WakeUpCheck.NAME,
                "Did a connected client keep waiting although its lock was free? (leases)",
                WakeUpCheck::of);
        register(LeakedZnodesCheck.NAME, "Was every znode deleted that was no longer needed?", LeakedZnodesCheck::of);
        register(
                HerdEffectCheck.NAME,
                "How many watch events did each release cause, and how many requests did each grant take?",
                HerdEffectCheck::of);
        register(EpochsCheck.NAME, "Did the epochs of masters increase?", EpochsCheck::of);
        register(
                ReElectionCheck.NAME,
                "Was there always a master within the derived time limit while a candidate was connected? (dated)",
                ReElectionCheck::of);
        register(
                DayChangeCheck.NAME,
                "Did every master resign at the end of its day, and was there an election on each day?",
                DayChangeCheck::of);
        register(
                LinearizabilityCheck.NAME,
                "Did each operation take effect at one instant, according to a model of the object? (model, initial)",
                LinearizabilityCheck::of);
        register(
                NamingCheck.NAME,
                "Did each name have the value that its owner wrote, and at most one owner at a time?",
                NamingCheck::of);
        register(UniqueIdsCheck.NAME, "Were the ids unique, and increasing in real time?", UniqueIdsCheck::of);
        register(
                CounterCheck.NAME,
                "Did a counter count each increment exactly once, and were its answers true? (versioned, cached)",
                CounterCheck::of);
        register(
                BarrierCheck.NAME,
                "Did no client pass a barrier early or stay stuck in one, and did calls time out when they had to?",
                BarrierCheck::of);
        register(
                BalancingCheck.NAME,
                "Did balancers list and use exactly the live backends, at their current addresses, within derived time"
                        + " limits?",
                BalancingCheck::of);
        register(
                FairShareCheck.NAME,
                "Did balancers distribute requests as their algorithm promises? (algorithm)",
                FairShareCheck::of);
        register(
                MembershipCheck.NAME,
                "Did each client learn the members of its groups and their data, and did members stay in them, within"
                        + " derived time limits?",
                MembershipCheck::of);
        register(
                NotificationsCheck.NAME,
                "Did each worker receive and answer each of its tasks once, and did each coordinator see the last"
                        + " status of each task, within derived time limits? (work)",
                NotificationsCheck::of);
        register(
                HangsCheck.NAME,
                "Did each call of the user's class return within the derived time limit if what it waited for was"
                        + " available?",
                HangsCheck::of);
        register(
                WatchesCheck.NAME,
                "Did each watch receive the events of its changes, in order, before the new data, and no others?",
                WatchesCheck::of);
        register(
                RemovalsCheck.NAME,
                "Did the servers remove TTL znodes, containers and ephemerals in time, and not before? (interval)",
                RemovalsCheck::of);
    }

    private Checks() {}

    private static void register(String name, String description, Function<CheckSpec, Check> maker) {
        OWN.add(new BuiltIn(name, description, maker));
    }

    private static synchronized Map<String, CheckProvider> providers() {
        if (all == null) {
            try {
                all = byName(OWN, ServiceLoader.load(CheckProvider.class));
            } catch (ServiceConfigurationError e) {
                throw new IllegalStateException("a check on the class path cannot be loaded: " + e.getMessage(), e);
            }
        }
        return all;
    }

    /** The checks by name, Stampede's own first. */
    static Map<String, CheckProvider> byName(List<CheckProvider> own, Iterable<CheckProvider> users) {
        Map<String, CheckProvider> byName = new LinkedHashMap<>();
        own.forEach(provider -> add(byName, provider));
        users.forEach(provider -> add(byName, provider));
        return byName;
    }

    private static void add(Map<String, CheckProvider> byName, CheckProvider provider) {
        CheckProvider other = byName.putIfAbsent(provider.name(), provider);
        if (other != null) {
            throw new IllegalStateException("two checks have the name \"" + provider.name() + "\": "
                    + other.getClass().getName() + " and " + provider.getClass().getName());
        }
    }

    private static Check withoutParameters(CheckSpec spec, Check check) {
        new CheckParameters(spec).nothingElse("(none)");
        return check;
    }

    /** The names of all checks, in the order in which a report lists them. */
    public static List<String> names() {
        return List.copyOf(providers().keySet());
    }

    /**
     * One sentence about a check, with its parameters in parentheses.
     *
     * @throws IllegalArgumentException if there is no check with this name; the message contains the most similar names
     */
    public static String description(String name) {
        return provider(name).description();
    }

    /** A check without parameters. */
    public static Check of(String name) {
        return of(new CheckSpec(name, Map.of()));
    }

    /**
     * Creates a check.
     *
     * @throws IllegalArgumentException if there is no check with this name, or a parameter or its value is unknown; the
     *     message lists the valid ones
     */
    public static Check of(CheckSpec spec) {
        return provider(spec.check()).create(spec);
    }

    /**
     * The check {@code run-integrity}, which is part of every run, and the given checks. Empty if there are no given
     * checks: an intact run alone proves no promise.
     */
    public static List<Check> ofRun(List<Check> checks) {
        if (checks.isEmpty()) {
            return List.of();
        }
        List<Check> all = new ArrayList<>();
        all.add(RunIntegrityCheck.beside(checks));
        checks.stream().filter(c -> !c.name().equals(RunIntegrityCheck.NAME)).forEach(all::add);
        return List.copyOf(all);
    }

    /** The given checks, and the check {@code transaction-log} if the history contains transaction logs. */
    public static List<Check> ofHistory(List<Check> checks, History history) {
        boolean logged = history.events(Event.TransactionLogged.class).findAny().isPresent();
        if (!logged
                || checks.isEmpty()
                || checks.stream().anyMatch(c -> c.name().equals(TransactionLogCheck.NAME))) {
            return checks;
        }
        List<Check> all = new ArrayList<>(checks);
        all.add(new TransactionLogCheck());
        return List.copyOf(all);
    }

    private static CheckProvider provider(String name) {
        CheckProvider provider = providers().get(name);
        if (provider == null) {
            throw new IllegalArgumentException("there is no check \"" + name + "\"; the most similar names are "
                    + nearest(name) + " of " + names());
        }
        return provider;
    }

    private static String nearest(String name) {
        return providers().keySet().stream()
                .sorted(Comparator.comparingInt(known -> distance(known, name)))
                .limit(2)
                .collect(Collectors.joining(", "));
    }

    /** The edit distance: the number of letters to add, remove or replace. */
    private static int distance(String one, String two) {
        int[] row = new int[two.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[two.length()];
    }
}
