package dev.stampede.checker.check;

import dev.stampede.checker.check.balancing.BalancingCheck;
import dev.stampede.checker.check.balancing.FairShareCheck;
import dev.stampede.checker.check.configuration.Propagation;
import dev.stampede.checker.check.exclusion.AllOrNone;
import dev.stampede.checker.check.exclusion.DayChange;
import dev.stampede.checker.check.exclusion.Epochs;
import dev.stampede.checker.check.exclusion.Herd;
import dev.stampede.checker.check.exclusion.Leaks;
import dev.stampede.checker.check.exclusion.Leases;
import dev.stampede.checker.check.exclusion.MutualExclusion;
import dev.stampede.checker.check.exclusion.ReElection;
import dev.stampede.checker.check.exclusion.Reentrancy;
import dev.stampede.checker.check.exclusion.SingleMaster;
import dev.stampede.checker.check.exclusion.WakeUp;
import dev.stampede.checker.check.naming.NamingCheck;
import dev.stampede.checker.check.naming.UniqueIdsCheck;
import dev.stampede.checker.check.registers.RetriedWrites;
import dev.stampede.checker.check.registers.Sequences;
import dev.stampede.checker.check.registers.SessionOrder;
import dev.stampede.checker.check.registers.Transactions;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.linearizability.LinearizabilityCheck;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All checks by name, so that a recorded history can be checked again.
 *
 * <p>Stateless. A new check is registered here with one line.
 */
public final class Checks {
    private record Entry(String description, Function<CheckSpec, Check> maker) {}

    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        register(
                RequirementsCheck.NAME,
                "Did the planned faults bite and heal, and did enough operations succeed? (ok.FUNCTION, faults.FAMILY)",
                RequirementsCheck::new);
        register(
                AuditCheck.NAME,
                "Did all members come back with the same tree, and nothing acknowledged missing?",
                spec -> plain(spec, new AuditCheck()));
        register(
                GuaranteesCheck.NAME,
                "Did the ensemble keep what ZooKeeper guarantees of zxids, versions and owners?",
                spec -> plain(spec, new GuaranteesCheck()));
        register(
                RecoveryCheck.NAME,
                "Was there progress within the derived budget after each heal?",
                spec -> plain(spec, new RecoveryCheck()));
        register(
                WaitingCheck.NAME,
                "How long was the longest wait, and was anybody overtaken? (function, ordered)",
                WaitingCheck::new);
        register(
                MutualExclusion.NAME,
                "Did at most one client hold each lock at a time, in four views? (views, policy, doubts, raw)",
                MutualExclusion::of);
        register(
                SingleMaster.NAME,
                "Was there at most one master at a time, in four views? (views, policy, doubts, raw)",
                SingleMaster::of);
        register(
                Propagation.NAME,
                "Did each change reach every connected client in time, in order, and its event before its data? (watches)",
                Propagation::of);
        register(
                RetriedWrites.NAME,
                "Did each write take effect at one instant, or, where its request was sent again, at two? (model, initial)",
                RetriedWrites::of);
        register(
                SessionOrder.NAME,
                "Did the reads of a session never go back, and was a read after sync no older than what came before it?",
                SessionOrder::of);
        register(
                Transactions.NAME,
                "Did each multi happen as a whole, at one zxid, only if its check held, and was none seen in part?",
                Transactions::of);
        register(
                Sequences.NAME,
                "Were sequential suffixes unique and increasing with czxid, and did each create make one znode?",
                Sequences::of);
        register(
                Leases.NAME,
                "Were at most n leases of each semaphore out at a time? (leases, policy, doubts, raw)",
                Leases::of);
        register(
                Reentrancy.NAME,
                "Did who held a lock acquire it again at once, and give it up by the last release only?",
                Reentrancy::of);
        register(AllOrNone.NAME, "Were several locks acquired all or none?", AllOrNone::of);
        register(
                WakeUp.NAME,
                "Did any connected waiter sleep on although what it waited for was free? (leases)",
                WakeUp::of);
        register(Leaks.NAME, "Did every znode go that was needed no longer?", Leaks::of);
        register(Herd.NAME, "How many watch events did a release cost, and how many requests a grant?", Herd::of);
        register(Epochs.NAME, "Did the epochs of masters increase?", Epochs::of);
        register(
                ReElection.NAME,
                "Was nobody the master for longer than the derived bound, though a candidate was connected? (dated)",
                ReElection::of);
        register(
                DayChange.NAME,
                "Did every master resign when its day was over, and was each day elected anew?",
                DayChange::of);
        register(
                LinearizabilityCheck.NAME,
                "Did each operation take effect at one instant, as a model of the object prescribes? (model, initial)",
                LinearizabilityCheck::of);
        register(
                NamingCheck.NAME,
                "Did each name stand for what it was given, by one owner at a time?",
                NamingCheck::of);
        register(UniqueIdsCheck.NAME, "Were the ids unique, and increasing in real time?", UniqueIdsCheck::of);
        register(
                BalancingCheck.NAME,
                "Did balancers list and use the backends that lived, at their addresses, within derived bounds?",
                BalancingCheck::of);
        register(
                FairShareCheck.NAME,
                "Did balancers share requests out as their algorithm promises? (algorithm)",
                FairShareCheck::of);
    }

    private Checks() {}

    private static void register(String name, String description, Function<CheckSpec, Check> maker) {
        ENTRIES.put(name, new Entry(description, maker));
    }

    private static Check plain(CheckSpec spec, Check check) {
        new Parameters(spec).nothingElse("(none)");
        return check;
    }

    /** The names of all checks, in the order in which a report lists them. */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /**
     * One sentence on a check, with its parameters in parentheses.
     *
     * @throws IllegalArgumentException if there is none with that name; the message holds the nearest names
     */
    public static String description(String name) {
        return entry(name).description();
    }

    /** A check without parameters. */
    public static Check of(String name) {
        return of(new CheckSpec(name, Map.of()));
    }

    /**
     * Makes a check.
     *
     * @throws IllegalArgumentException if there is none with that name, or it does not know a parameter or its value; the
     *     message says what there is
     */
    public static Check of(CheckSpec spec) {
        return entry(spec.check()).maker().apply(spec);
    }

    private static Entry entry(String name) {
        Entry entry = ENTRIES.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "there is no check \"" + name + "\"; the nearest are " + nearest(name) + " of " + names());
        }
        return entry;
    }

    private static String nearest(String name) {
        return ENTRIES.keySet().stream()
                .sorted(Comparator.comparingInt(known -> distance(known, name)))
                .limit(2)
                .collect(Collectors.joining(", "));
    }

    /** How many letters must be added, removed or replaced. */
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
