package dev.stampede.checker.checks.naming;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.StaleLeaderWindows;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.naming.KnownState.Mark;
import dev.stampede.checker.checks.naming.ReadObservation.Shown;
import dev.stampede.checker.checks.naming.ReadObservation.Strength;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what was shown of one name can have been so at that time, and whether its writes are in order. */
final class ReadRules {
    private final History history;
    private final NameLog log;
    private final KnownState knowledge;
    private final StaleLeaderWindows staleLeaders;
    private final AnomalyCollector findings;
    private final LatestPossibleWrite removers;
    private final LatestPossibleWrite creators;

    ReadRules(
            History history,
            NameLog log,
            KnownState knowledge,
            StaleLeaderWindows staleLeaders,
            AnomalyCollector findings) {
        this.history = history;
        this.log = log;
        this.knowledge = knowledge;
        this.staleLeaders = staleLeaders;
        this.findings = findings;
        this.removers = new LatestPossibleWrite(log.writes(), w -> w.kind().leavesNone());
        this.creators = new LatestPossibleWrite(log.writes(), w -> w.kind().creates());
    }

    void judge() {
        writes();
        values();
        for (ReadObservation look : log.looks()) {
            judge(look);
        }
    }

    /** A write that was invoked after another had been acknowledged, or its state shown, comes after it. */
    private void writes() {
        for (NameWrite w : log.writes()) {
            Mark mark = knowledge.atInvocation(w.operation().number());
            if (w.certain() && w.zxid() != 0 && 2 * w.zxid() <= mark.value()) {
                tell(
                        "write-order",
                        who(w.operation()) + " wrote " + log.name() + " at " + hex(w.zxid()) + ", although "
                                + hex(mark.mzxid()) + " was known before it began",
                        Blame.ZOOKEEPER,
                        w.operation(),
                        mark,
                        NamingCitations.WRITES,
                        null);
            }
        }
    }

    /** What a look showed must have been written, by a write that had begun; and a state stands for one URI. */
    private void values() {
        Map<String, Long> begun = new HashMap<>();
        for (NameWrite w : log.writes()) {
            if (w.uri() != null) {
                begun.merge(w.uri(), w.operation().invokedNanos(), Math::min);
            }
        }
        for (ReadObservation look : log.looks()) {
            if (look.uri() == null) {
                continue;
            }
            Long since = begun.get(look.uri());
            if (since == null || since > look.operation().completedNanos()) {
                tell(
                        "unknown-uri",
                        who(look.operation()) + " was shown " + look.uri() + " for " + log.name()
                                + (since == null
                                        ? ", which nobody gave it"
                                        : ", which nobody gave it before " + seconds(since)),
                        Blame.RECIPE,
                        look.operation(),
                        Mark.NOTHING,
                        NamingCitations.ONE_AT_A_TIME,
                        null);
            }
            NameLog.State state = log.states().get(look.mzxid());
            if (state != null && state.uri() != null && !state.uri().equals(look.uri())) {
                tell(
                        "two-uris",
                        log.name() + " stands for " + state.uri() + " and for " + look.uri() + " in one state ("
                                + hex(look.mzxid()) + ")",
                        Blame.ZOOKEEPER,
                        look.operation(),
                        Mark.NOTHING,
                        NamingCitations.ONE_AT_A_TIME,
                        null);
            }
        }
    }

    private void judge(ReadObservation look) {
        int number = look.operation().number();
        Mark all = knowledge.atInvocation(number);
        Mark own = knowledge.inSession(number);
        if (late(look, own)) {
            tell(
                    look.shown() == Shown.ABSENT ? "vanished" : "went-back",
                    text(look, own) + ", in the same session",
                    look.shown() == Shown.ABSENT ? Blame.RECIPE : Blame.ZOOKEEPER,
                    look.operation(),
                    own,
                    NamingCitations.SESSION_VIEW,
                    null);
        } else if (late(look, all)) {
            @Nullable Citation excuse = excuse(look, all);
            tell(
                    excuse == null && look.shown() == Shown.ABSENT ? "vanished" : kind(look.strength()),
                    text(look, all),
                    excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                    look.operation(),
                    all,
                    NamingCitations.ONE_AT_A_TIME,
                    excuse);
        }
    }

    private static String kind(Strength strength) {
        return switch (strength) {
            case PLAIN -> "stale-read";
            case SYNCED -> "stale-after-sync";
            case STRICT -> "not-linearizable";
        };
    }

    private @Nullable Citation excuse(ReadObservation look, Mark mark) {
        long from = mark.by() < 0
                ? look.operation().invokedNanos()
                : history.operations().get(mark.by()).invokedNanos();
        return switch (look.strength()) {
            case PLAIN -> NamingCitations.STALE_READ;
            case SYNCED ->
                staleLeaders.possible(from, look.operation().completedNanos()) ? NamingCitations.STALE_SYNC : null;
            case STRICT -> null;
        };
    }

    /** Whether the name had certainly another state by then, and none that explains what was shown. */
    private boolean late(ReadObservation look, Mark mark) {
        long completed = look.operation().completedNanos();
        return switch (look.shown()) {
            case STATE -> 2 * look.mzxid() < mark.value();
            case ABSENT -> !mark.removed() && removers.by(completed) <= mark.mzxid();
            case SOME -> mark.removed() && mark.value() != 0 && creators.by(completed) <= mark.mzxid();
        };
    }

    private String text(ReadObservation look, Mark mark) {
        String shown =
                switch (look.shown()) {
                    case STATE -> "was shown " + look.uri() + " (" + hex(look.mzxid()) + ") for " + log.name();
                    case ABSENT -> "was told that there is no " + log.name();
                    case SOME -> "was told that there is a " + log.name();
                };
        String known = mark.removed() && mark.value() != 0
                ? "although it had been removed after " + hex(mark.mzxid())
                : "although it stood at " + hex(mark.mzxid()) + " before"
                        + (look.shown() == Shown.ABSENT ? " and nobody had removed it" : "");
        return who(look.operation()) + " " + shown + " by " + look.operation().function() + " at "
                + seconds(look.operation().completedNanos()) + ", " + known;
    }

    private static String who(Operation operation) {
        return "client " + operation.client();
    }

    private void tell(
            String kind,
            String headline,
            Blame blame,
            Operation operation,
            Mark mark,
            Citation promise,
            @Nullable Citation excuse) {
        List<Integer> operations = new ArrayList<>();
        Set<Integer> clients = new java.util.TreeSet<>(Set.of(operation.client()));
        long from = operation.invokedNanos();
        if (mark.by() >= 0) {
            Operation before = history.operations().get(mark.by());
            operations.add(before.number());
            clients.add(before.client());
            from = Math.min(from, before.invokedNanos());
        }
        operations.add(operation.number());
        long to = Math.min(operation.completedNanos(), history.endNanos());
        findings.add(kind, headline, blame, new Extent(from, to, clients, operations), promise, excuse);
    }
}
