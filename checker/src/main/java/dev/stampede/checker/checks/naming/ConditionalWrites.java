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
 * Whether each write that was to follow a certain state at once did, and did so on the same znode: equal versions prove
 * neither, because a znode that is created anew counts from 0 again.
 */
final class ConditionalWrites {
    private final History history;
    private final NameLog log;
    private final KnownState knowledge;
    private final AnomalyCollector findings;

    ConditionalWrites(History history, NameLog log, KnownState knowledge, AnomalyCollector findings) {
        this.history = history;
        this.log = log;
        this.knowledge = knowledge;
        this.findings = findings;
    }

    void judge() {
        for (NameWrite w : log.writes()) {
            if (w.after() == 0 || !w.certain()) {
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
        if (w.kind() == Kind.CHANGE && w.czxid() > w.after()) {
            tell(
                    "wrong-incarnation",
                    w,
                    "changed " + log.name() + " at " + hex(w.zxid()) + " on the znode that was created at "
                            + hex(w.czxid()) + ", believing that it was still the one of " + hex(w.after()));
            return;
        }
        Map.Entry<Long, State> between = log.states().lowerEntry(w.zxid());
        if (between != null && between.getKey() > w.after()) {
            tell(
                    "lost-update",
                    w,
                    "changed " + log.name() + " at " + hex(w.zxid()) + " as if it stood at " + hex(w.after())
                            + ", and overwrote " + text(between.getValue()));
        }
    }

    private void removal(NameWrite w) {
        long certain = knowledge.atInvocation(w.operation().number()).mzxid();
        Map.Entry<Long, State> later = log.states().higherEntry(w.after());
        if (later != null && later.getKey() <= certain) {
            tell(
                    "foreign-removal",
                    w,
                    "removed " + log.name() + " as if it stood at " + hex(w.after()) + ", although "
                            + text(later.getValue()) + " had come before it was asked to");
        }
    }

    private static String text(State state) {
        return (state.uri() == null ? "a state" : state.uri()) + " of " + hex(state.mzxid());
    }

    private void tell(String kind, NameWrite w, String what) {
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
