package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.ClientKind;
import dev.stampede.checker.history.data.Event.ClientOpened;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kind {@code ephemeral-lingers}: an ephemeral still existed when the time limit after the end of its session had
 * passed. The end of a session is known if a server reported the expiry to the client, or if the client's process
 * ended, so that it sent no more heartbeats. Other sessions are not judged: after an acknowledged close the ephemerals
 * are gone at once, by zxid, which {@code guarantees} judges; and a session that a living process has abandoned may
 * live on. Not thread-safe.
 */
final class SessionEndRule {
    /** @param nanos when the session had ended, or the process of its client */
    private record End(long nanos, DerivedBound bound, String reason) {}

    private final ZnodeTimeline znodes;
    private final ServerClock clock;
    private final UndisturbedTime servers;
    private final long endNanos;
    private final AnomalyCollector findings;
    private final Coverage.Tally tally;
    private final Map<Long, End> ends = new HashMap<>();

    SessionEndRule(
            History history,
            ServerClock clock,
            UndisturbedTime servers,
            AnomalyCollector findings,
            Coverage.Tally tally) {
        Analysis analysis = Analysis.of(history);
        ClientTimeline clients = analysis.clients();
        this.znodes = analysis.znodes();
        this.clock = clock;
        this.servers = servers;
        this.endNanos = clients.workEndNanos();
        this.findings = findings;
        this.tally = tally;
        DerivedBound expiry = analysis.bounds().sessionExpiry(clock.slowestWriteNanos());
        DerivedBound transaction = RemovalsCheck.transaction(clock);
        history.events(SessionChanged.class)
                .filter(e -> e.state() == SessionState.EXPIRED)
                .forEach(e -> add(e.session(), new End(e.atNanos(), transaction, "a server reported its expiry")));
        history.events(ClientOpened.class)
                .filter(e -> e.kind() == ClientKind.WORKLOAD)
                .map(ClientOpened::client)
                .distinct()
                .forEach(client -> clients.processEnds(client).forEach(at -> {
                    SessionChanged last = clients.lastSessionEventUpTo(client, at - 1);
                    if (ClientTimeline.connects(last) && last != null) {
                        add(last.session(), new End(at, expiry, "the process of its client ended"));
                    }
                }));
    }

    private void add(long session, End end) {
        ends.merge(session, end, (one, two) -> one.nanos() <= two.nanos() ? one : two);
    }

    void judge() {
        for (ZnodeLifetime znode : znodes.ephemerals()) {
            End end = ends.get(znode.owner());
            if (end == null || znodes.close(znode.owner()) != null) {
                continue;
            }
            long deadline = servers.doneBy(end.nanos(), end.bound().nanos());
            long existed = clock.notBefore(znode.alive());
            if (deadline > endNanos) {
                tally.notJudged(RemovalRules.NOT_UNDISTURBED);
            } else if (existed > deadline) {
                tally.judged();
                lingers(znode, end, existed);
            } else if (znode.gone() == ZnodeLifetime.NEVER) {
                tally.notJudged(RemovalRules.UNSEEN);
            } else {
                tally.judged();
            }
        }
    }

    private void lingers(ZnodeLifetime znode, End end, long existed) {
        findings.add(
                "ephemeral-lingers",
                "the ephemeral " + znode.path() + " of session " + hex(znode.owner()) + " still existed at "
                        + seconds(existed) + " (zxid " + hex(znode.alive()) + "), although " + end.reason() + " at "
                        + seconds(end.nanos()) + " and the servers were undisturbed for "
                        + end.bound().equation(),
                Blame.ZOOKEEPER,
                new Extent(end.nanos(), existed, Set.of(), List.of())
                        .about(Set.of(znode.path()), Set.of(znode.owner())),
                ZooKeeperCitations.EPHEMERALS);
    }
}
