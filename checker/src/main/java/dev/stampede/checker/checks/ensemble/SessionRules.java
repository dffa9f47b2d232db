package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules about sessions. Not thread-safe; O(n) in session events and attempts.
 *
 * <ul>
 *   <li>{@code session-timeout}: the negotiated timeout is within the limits of the settings.
 *   <li>{@code session-twice}: two clients never have the same session.
 *   <li>{@code after-session-end}: no write takes effect in a session after the acknowledged close of the session (in
 *       the order of zxids), or after its client was notified of the expiry (in real time). A notification that a fault
 *       may have faked does not count.
 * </ul>
 */
final class SessionRules {
    private final History history;
    private final ZnodeTimeline znodes;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;

    SessionRules(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.findings = findings;
    }

    void judge() {
        Map<Long, SessionChanged> firstConnected = new HashMap<>();
        Map<Long, SessionChanged> expired = new HashMap<>();
        history.events(SessionChanged.class).forEach(e -> {
            timeout(e);
            SessionChanged other =
                    e.session() == 0 || !e.state().connected() ? null : firstConnected.putIfAbsent(e.session(), e);
            if (other != null && other.client() != e.client()) {
                report(
                        "session-twice",
                        "clients " + other.client() + " and " + e.client() + " were both connected in session "
                                + hex(e.session()),
                        new Extent(other.atNanos(), e.atNanos(), Set.of(other.client(), e.client()), List.of()),
                        e.session());
            }
            if (e.state() == SessionState.EXPIRED && e.session() != 0 && !faked(e)) {
                expired.merge(e.session(), e, (one, two) -> one.atNanos() <= two.atNanos() ? one : two);
            }
        });
        for (Attempt a : guard.each(history.attempts(Opcode::writes))) {
            if (a.opcode() != Opcode.CLOSE && a.code() == ResultCode.OK) {
                afterEnd(a, expired.get(a.session()));
            }
        }
    }

    private void timeout(SessionChanged e) {
        EnsembleSettings settings = history.header().settings();
        int millis = e.timeoutMillis();
        if (settings != null
                && millis > 0
                && e.state().connected()
                && (millis < settings.minSessionTimeoutMillis() || millis > settings.maxSessionTimeoutMillis())) {
            report(
                    "session-timeout",
                    "session " + hex(e.session()) + " of client " + e.client() + " has a timeout of " + millis
                            + " ms, although the settings allow " + settings.minSessionTimeoutMillis() + " to "
                            + settings.maxSessionTimeoutMillis() + " ms",
                    new Extent(e.atNanos(), e.atNanos(), Set.of(e.client()), List.of()),
                    e.session());
        }
    }

    private boolean faked(SessionChanged e) {
        return history.faults().stream()
                .anyMatch(w ->
                        w.has(FaultEffect.FAKES_SESSION_EXPIRY) && w.clients().contains(e.client()));
    }

    private void afterEnd(Attempt a, @Nullable SessionChanged expired) {
        ZnodeTimeline.Close close = znodes.close(a.session());
        ZnodeStat stat = a.stat();
        long zxid = stat == null
                ? 0
                : a.opcode().creates() ? stat.czxid() : a.opcode() == Opcode.SET_DATA ? stat.mzxid() : 0;
        if (close != null && close.zxid() > 0 && zxid > close.zxid()) {
            String end = "its close had been acknowledged at zxid " + hex(close.zxid());
            after(a, " took effect at zxid " + hex(zxid), end, close.answeredNanos());
        } else if (expired != null && a.sentNanos() > expired.atNanos()) {
            String end =
                    "client " + expired.client() + " had been notified of its expiry at " + seconds(expired.atNanos());
            after(a, ", sent at " + seconds(a.sentNanos()) + ", was acknowledged", end, expired.atNanos());
        }
    }

    private void after(Attempt a, String what, String end, long endNanos) {
        report(
                "after-session-end",
                "a " + a.opcode() + " of " + a.path() + " in session " + hex(a.session()) + what + ", although " + end,
                new Extent(
                        Math.min(endNanos, a.sentNanos()),
                        Math.max(endNanos, a.answeredNanos()),
                        Set.of(a.client()),
                        List.of(a.operation())),
                a.session());
    }

    private void report(String kind, String headline, Extent extent, long session) {
        findings.add(
                kind,
                headline,
                Blame.ZOOKEEPER,
                extent.about(Set.of(), Set.of(session)),
                kind.equals("session-timeout") ? ZooKeeperCitations.SESSION_TIMEOUT : ZooKeeperCitations.SESSIONS);
    }
}
