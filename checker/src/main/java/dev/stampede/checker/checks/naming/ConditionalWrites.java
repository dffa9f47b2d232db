package dev.stampede.checker.checks.naming;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.checks.naming.NameLog.State;
import dev.stampede.checker.checks.naming.NameWrite.Kind;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether each conditional write directly followed the state that it required, and on the same znode. Equal
 * versions prove neither, because a znode that is created again starts at version 0.
 */
final class ConditionalWrites {
    private final History history;
    private final NameLog log;
    private final KnownState knownState;
    private final AnomalyCollector findings;

    ConditionalWrites(History history, NameLog log, KnownState knownState, AnomalyCollector findings) {
        this.history = history;
        this.log = log;
        this.knownState = knownState;
        this.findings = findings;
    }

    void judge() {
        for (NameWrite w : log.writes()) {
            if (w.requiredMzxid() == 0 || !w.certain()) {
                continue;
            }
            if (w.kind() == Kind.UNREGISTER) {
                removal(w);
            } else if (w.zxid() != 0) {
                change(w);
            }
        }
    }

    private void change(NameWrite w) {
        if (w.kind() == Kind.CHANGE && w.czxid() > w.requiredMzxid()) {
            report(
                    "wrong-incarnation",
                    w,
                    "changed " + log.name() + " at " + hex(w.zxid()) + " on the znode created at " + hex(w.czxid())
                            + ", assuming that it was still the one of " + hex(w.requiredMzxid()));
            return;
        }
        Map.Entry<Long, State> between = log.states().lowerEntry(w.zxid());
        if (between != null && between.getKey() > w.requiredMzxid()) {
            report(
                    "lost-update",
                    w,
                    "changed " + log.name() + " at " + hex(w.zxid()) + " as if its state were " + hex(w.requiredMzxid())
                            + ", and overwrote " + text(between.getValue()));
        }
    }

    private void removal(NameWrite w) {
        long certainMzxid = knownState.atInvocation(w.operation().number()).mzxid();
        Map.Entry<Long, State> later = log.states().higherEntry(w.requiredMzxid());
        if (later != null && later.getKey() <= certainMzxid) {
            report(
                    "foreign-removal",
                    w,
                    "removed " + log.name() + " as if its state were " + hex(w.requiredMzxid()) + ", although "
                            + text(later.getValue()) + " preceded the request");
        }
    }

    private static String text(State state) {
        return (state.uri() == null ? "a state" : state.uri()) + " of " + hex(state.mzxid());
    }

    private void report(String kind, NameWrite w, String what) {
        Operation o = w.operation();
        findings.add(
                kind,
                "client " + o.client() + " " + what,
                Blame.RECIPE,
                new Extent(
                        o.invokedNanos(),
                        Math.min(o.completedNanos(), history.endNanos()),
                        Set.of(o.client()),
                        List.of(o.number())),
                NamingCitations.VERSION);
    }
}
