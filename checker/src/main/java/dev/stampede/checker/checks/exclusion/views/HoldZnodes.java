package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The znodes that holds rest on, from the requests of the clients and what the watcher sessions saw.
 *
 * <p>A client's paths may lack the chroot that the watchers see; the two names of one znode (by its czxid) tell it.
 */
public final class HoldZnodes {
    /** What a session had seen by the time it sent a request. */
    private static final class Seen {
        private final ArrayDeque<Attempt> later = new ArrayDeque<>();
        private long zxid;

        long before(Attempt attempt) {
            while (!later.isEmpty() && later.getFirst().answeredNanos() <= attempt.sentNanos()) {
                zxid = Math.max(zxid, later.removeFirst().zxid());
            }
            return zxid;
        }
    }

    /** The codes of requests of which nobody knows what became of them. */
    public static final Set<String> INDETERMINATE = Set.of(
            "CONNECTIONLOSS",
            "SESSIONEXPIRED",
            "AUTHFAILED",
            "REQUESTTIMEOUT",
            "OPERATIONTIMEOUT",
            "MARSHALLINGERROR",
            "SYSTEMERROR",
            "DATAINCONSISTENCY");

    private final BudgetGuard pace;
    private final Set<Long> tokens = new HashSet<>();
    private final Map<Long, String> pathOf = new HashMap<>();
    private final Map<Long, Long> ownerOf = new HashMap<>();
    private final Map<Long, Long> aliveAt = new HashMap<>();
    private final Map<String, PathTimeline> paths = new HashMap<>();
    private final List<ZnodeLifetime> lives;
    private final GrantRequests grants;
    private final List<DeleteRequest> deletions = new ArrayList<>();
    private final Map<Long, Attempt> closes = new HashMap<>();
    private String chroot = "";

    HoldZnodes(History history, HoldExtractor.Holds holds, BudgetGuard pace) {
        this.pace = pace;
        this.grants = new GrantRequests(holds);
        holds.all().forEach(hold -> tokens.add(hold.token()));
        tokens.remove(0L);
        readStats(history, holds);
        readObservedNames(history);
        pathOf.forEach((token, path) -> {
            path(path).created(token);
            path(path).alive(token, aliveAt.getOrDefault(token, token));
        });
        readObservations(history);
        readRequests(history);
        lives = holds.all().stream().map(this::live).toList();
    }

    /** What the grant of a hold rests on. */
    public GrantRequests.Basis basis(Hold hold) {
        return grants.basis(hold);
    }

    /** The life of a hold's znode; nothing is known of it if its path is empty. */
    public ZnodeLifetime life(Hold hold) {
        return lives.get(hold.index());
    }

    /** The deletes of such znodes that may have happened, in the order of sending. */
    List<DeleteRequest> deletions() {
        return deletions;
    }

    /** The znode that an acknowledged delete removed, by its czxid; 0 if that is not certain. */
    long removed(DeleteRequest deletion) {
        return path(deletion.path()).removed(deletion);
    }

    /** The first delete of a hold's znode that anybody asked for in the closed interval, null if nobody did. */
    @Nullable
    DeleteRequest askedBetween(Hold hold, long fromNanos, long toNanos) {
        String path = life(hold).path();
        PathTimeline history = paths.get(path);
        if (history == null) {
            return null;
        }
        List<DeleteRequest> asked = history.asked();
        int low = 0;
        int high = asked.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (asked.get(middle).sentNanos() < fromNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < asked.size() && asked.get(low).sentNanos() <= toNanos ? asked.get(low) : null;
    }

    private ZnodeLifetime live(Hold hold) {
        String path = pathOf.get(hold.token());
        long owner = ownerOf.getOrDefault(hold.token(), ZnodeLifetime.UNKNOWN);
        if (path == null) {
            return new ZnodeLifetime("", owner, hold.token(), ZnodeLifetime.NEVER, ZnodeLifetime.NEVER, null);
        }
        ZnodeLifetime life = path(path).life(path, owner, hold.token(), hold.grantedNanos());
        Attempt close = life.ephemeral() ? closes.get(owner) : null;
        boolean sooner = close != null && close.zxid() > life.alive() && close.zxid() < life.gone();
        return close == null || !sooner
                ? life
                : new ZnodeLifetime(path, owner, life.alive(), close.zxid(), close.answeredNanos(), null);
    }

    private PathTimeline path(String path) {
        return paths.computeIfAbsent(path, p -> new PathTimeline());
    }

    private void readStats(History history, HoldExtractor.Holds holds) {
        for (Attempt a : history.attempts()) {
            pace.step();
            if (!"OK".equals(a.code())) {
                continue;
            }
            grants.answered(a, holds.of(a.operation()));
            ZnodeStat stat = a.stat();
            if (stat != null && a.path() != null && tokens.contains(stat.czxid())) {
                pathOf.putIfAbsent(stat.czxid(), a.path());
                note(stat);
            }
        }
    }

    private void note(ZnodeStat stat) {
        ownerOf.put(stat.czxid(), stat.ephemeralOwner());
        aliveAt.merge(stat.czxid(), Math.max(stat.mzxid(), stat.pzxid()), Math::max);
    }

    /** The watchers' names replace the clients' ones, and what they have in front of them is the chroot. */
    private void readObservedNames(History history) {
        Map<Long, String> observed = new HashMap<>();
        history.events(Event.ZnodeObserved.class).forEach(e -> {
            ZnodeStat stat = e.stat();
            if (stat != null && tokens.contains(stat.czxid())) {
                observed.put(stat.czxid(), e.path());
                note(stat);
            } else if (e.change() == Event.ZnodeChange.CREATED && tokens.contains(e.zxid())) {
                observed.put(e.zxid(), e.path());
            }
        });
        for (Map.Entry<Long, String> entry : observed.entrySet()) {
            String inner = pathOf.get(entry.getKey());
            if (inner != null && entry.getValue().endsWith(inner)) {
                chroot = entry.getValue().substring(0, entry.getValue().length() - inner.length());
                break;
            }
        }
        pathOf.replaceAll((token, path) -> chroot + path);
        pathOf.putAll(observed);
    }

    private void readObservations(History history) {
        history.events(Event.ZnodeObserved.class).forEach(e -> {
            pace.step();
            PathTimeline path = paths.get(e.path());
            if (path == null) {
                return;
            }
            switch (e.change()) {
                case CREATED -> path.created(e.zxid());
                case DELETED -> path.deleted(e.zxid(), e.atNanos());
                case ABSENT -> path.absent(e);
                case PRESENT, CHANGED -> {
                    ZnodeStat stat = e.stat();
                    if (stat != null) {
                        path.alive(stat.czxid(), Math.max(stat.mzxid(), stat.pzxid()));
                    }
                }
            }
        });
    }

    private void readRequests(History history) {
        Map<Long, Seen> seen = new HashMap<>();
        for (Attempt a : history.attempts()) {
            pace.step();
            Seen session = seen.computeIfAbsent(a.session(), s -> new Seen());
            long before = session.before(a);
            if (a.answeredNanos() != Operation.OPEN) {
                session.later.addLast(a);
            }
            if (a.opcode().startsWith("close") && "OK".equals(a.code())) {
                closes.put(a.session(), a);
            }
            PathTimeline path = a.path() == null ? null : paths.get(chroot + a.path());
            if (path != null) {
                readRequest(a, path, before);
            }
        }
    }

    private void readRequest(Attempt a, PathTimeline path, long before) {
        boolean acknowledged = "OK".equals(a.code());
        ZnodeStat stat = a.stat();
        if (acknowledged && stat != null) {
            path.alive(stat.czxid(), Math.max(stat.mzxid(), stat.pzxid()));
        }
        boolean unknown = a.code() == null || INDETERMINATE.contains(a.code());
        if (!a.opcode().equals("delete") || !(acknowledged || unknown)) {
            return;
        }
        DeleteRequest deletion = new DeleteRequest(
                a.client(),
                a.operation(),
                a.session(),
                chroot + a.path(),
                before,
                a.zxid(),
                acknowledged,
                a.sentNanos(),
                a.answeredNanos());
        path.asked(deletion);
        deletions.add(deletion);
    }
}
