package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All znodes in the history with their creates and deletes, from the responses to clients and from the watcher
 * sessions.
 *
 * <p>A znode is identified by its czxid, which is unique. Paths are absolute, as watchers report them; the chroot of
 * the clients is derived from a znode that both reported. Immutable once built, and safe to share between threads. O(n
 * log n) in attempts and observations.
 */
public final class ZnodeTimeline {
    /** The result codes of requests that may or may not have taken effect. */
    public static final Set<ResultCode> INDETERMINATE = EnumSet.of(
            ResultCode.CONNECTIONLOSS,
            ResultCode.SESSIONEXPIRED,
            ResultCode.AUTHFAILED,
            ResultCode.REQUESTTIMEOUT,
            ResultCode.OPERATIONTIMEOUT,
            ResultCode.MARSHALLINGERROR,
            ResultCode.SYSTEMERROR,
            ResultCode.DATAINCONSISTENCY);

    /**
     * The close of a session that was acknowledged.
     *
     * @param zxid an upper bound of the zxid at which its ephemerals were deleted
     */
    public record Close(long zxid, long answeredNanos) {}

    private final Map<Long, String> pathOf = new HashMap<>();
    private final Set<Long> created = new HashSet<>();
    private final Map<Long, Long> ownerOf = new HashMap<>();
    private final Map<Long, ZnodeObserved> observed = new HashMap<>();
    private final Map<String, PathTimeline> paths = new HashMap<>();
    private final Map<Long, Close> closes = new HashMap<>();
    private final List<DeleteRequest> deletes = new ArrayList<>();
    private final Map<Long, Long> aliveAt = new HashMap<>();
    private final String chroot;
    /** For the relative path of each known znode its absolute path, computed once; empty without a chroot. */
    private final Map<String, String> absolutePaths = new HashMap<>();

    private @Nullable Map<String, List<ZnodeLifetime>> children;

    ZnodeTimeline(History history, SeenZxids seenZxids, EffectBounds effects) {
        readAnswers(history);
        List<ZnodeObserved> events = withoutBriefZnodes(history);
        Map<Long, String> seen = readObservedNames(events);
        chroot = chroot(seen);
        if (!chroot.isEmpty()) {
            pathOf.replaceAll((czxid, path) -> absolutePaths.computeIfAbsent(path, p -> chroot + p));
            absolutePaths.keySet().removeIf(this::isAbsolute);
        }
        pathOf.putAll(seen);
        pathOf.forEach((czxid, path) -> timeline(path).alive(czxid, aliveAt.getOrDefault(czxid, czxid)));
        aliveAt.clear();
        events.forEach(this::readObservation);
        readAudit(history);
        readRequests(history, seenZxids, effects);
    }

    private PathTimeline timeline(String path) {
        return paths.computeIfAbsent(path, PathTimeline::new);
    }

    /**
     * The existing time line of the path of a known znode or delete. Creates none, because threads share this object.
     */
    private PathTimeline existing(String path) {
        return Objects.requireNonNull(paths.get(path));
    }

    private void readAnswers(History history) {
        for (Attempt a : history.attempts()) {
            ZnodeStat stat = a.stat();
            if (stat != null && a.path() != null && a.code() == ResultCode.OK && stat.czxid() != 0) {
                pathOf.putIfAbsent(stat.czxid(), a.path());
                if (a.opcode().creates()) {
                    created.add(stat.czxid());
                }
                note(stat);
            }
        }
    }

    private void note(ZnodeStat stat) {
        ownerOf.put(stat.czxid(), stat.ephemeralOwner());
        aliveAt.merge(stat.czxid(), PathTimeline.lastZxid(stat), Math::max);
    }

    private record Watched(int member, String path) {}

    /**
     * The observations without those of znodes that one multi created and deleted: all operations of a multi have one
     * zxid, so such a znode existed at no zxid.
     */
    private static List<ZnodeObserved> withoutBriefZnodes(History history) {
        List<ZnodeObserved> events = history.events(ZnodeObserved.class).toList();
        Map<Watched, ZnodeObserved> last = new HashMap<>();
        Set<ZnodeObserved> brief = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ZnodeObserved e : events) {
            ZnodeObserved before = last.put(new Watched(e.member(), e.path()), e);
            if (before != null
                    && before.change() == Event.ZnodeChange.CREATED
                    && e.change() == Event.ZnodeChange.DELETED
                    && before.zxid() == e.zxid()) {
                brief.add(before);
                brief.add(e);
            }
        }
        return brief.isEmpty()
                ? events
                : events.stream().filter(e -> !brief.contains(e)).toList();
    }

    private Map<Long, String> readObservedNames(List<ZnodeObserved> events) {
        Map<Long, String> names = new HashMap<>();
        events.forEach(e -> {
            ZnodeStat stat = e.stat();
            long czxid =
                    switch (e.change()) {
                        case CREATED -> e.zxid();
                        case PRESENT, CHANGED -> stat == null ? 0 : stat.czxid();
                        case DELETED, ABSENT -> 0;
                    };
            if (stat != null && stat.czxid() != 0) {
                note(stat);
            }
            if (e.change() == Event.ZnodeChange.CREATED) {
                created.add(czxid);
            }
            if (czxid != 0) {
                names.put(czxid, e.path());
                observed.merge(czxid, e, (a, b) -> a.atNanos() <= b.atNanos() ? a : b);
            }
        });
        return names;
    }

    private String chroot(Map<Long, String> seen) {
        for (Map.Entry<Long, String> entry : seen.entrySet()) {
            String relativePath = pathOf.get(entry.getKey());
            if (relativePath != null && entry.getValue().endsWith(relativePath)) {
                return entry.getValue().substring(0, entry.getValue().length() - relativePath.length());
            }
        }
        return "";
    }

    private void readObservation(ZnodeObserved e) {
        PathTimeline path = timeline(e.path());
        ZnodeStat stat = e.stat();
        switch (e.change()) {
            case CREATED -> path.created(e.zxid());
            case DELETED -> path.deleted(e.zxid(), e.atNanos());
            case ABSENT -> path.absent(e);
            case PRESENT, CHANGED -> {
                if (stat != null) {
                    path.alive(stat.czxid(), PathTimeline.lastZxid(stat));
                }
            }
        }
    }

    /**
     * A known znode that the audit read existed at the zxid of the audited member, unless the tree changed during the
     * audit.
     */
    private void readAudit(History history) {
        Map<Integer, Long> zxids = new HashMap<>();
        Set<Integer> changedDuringAudit = history.events(Event.LimitReached.class)
                .filter(e -> e.limit() == HarnessLimit.AUDIT_READS)
                .map(Event.LimitReached::member)
                .collect(Collectors.toSet());
        history.events(Event.MemberAudited.class)
                .filter(e -> e.problem() == null && !changedDuringAudit.contains(e.member()))
                .forEach(e -> zxids.merge(e.member(), e.zxid(), Math::min));
        history.events(Event.ZnodeAudited.class).forEach(e -> {
            PathTimeline path = paths.get(e.path());
            Long zxid = zxids.get(e.member());
            if (path != null
                    && zxid != null
                    && e.stat().czxid() <= zxid
                    && path.knows(e.stat().czxid())) {
                path.alive(e.stat().czxid(), zxid);
            }
        });
    }

    private void readRequests(History history, SeenZxids seenZxids, EffectBounds effects) {
        for (Attempt a : history.attempts(opcode -> opcode == Opcode.CLOSE || opcode == Opcode.DELETE)) {
            boolean ok = a.code() == ResultCode.OK;
            if (ok && a.opcode() == Opcode.CLOSE) {
                closes.put(a.session(), new Close(a.stateZxid(), a.answeredNanos()));
            }
            PathTimeline path = a.path() == null ? null : paths.get(chroot + a.path());
            if (path != null && a.opcode() == Opcode.DELETE && mayHaveHappened(a.code())) {
                DeleteRequest delete = new DeleteRequest(
                        a.client(),
                        a.operation(),
                        a.session(),
                        chroot + a.path(),
                        seenZxids.before(a),
                        a.stateZxid(),
                        effects.latestZxid(a),
                        ok,
                        a.sentNanos(),
                        a.answeredNanos());
                deletes.add(delete);
            }
        }
        // Requests of worker JVMs are recorded late, so attempts are not in the order of sending.
        deletes.sort(Comparator.comparingLong(DeleteRequest::sentNanos));
        deletes.forEach(delete -> timeline(delete.path()).asked(delete));
    }

    /** The parent of a path; the parent of {@code /} is {@code /}. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The path of a client, from an absolute path below its chroot; any other path is returned unchanged. */
    public String relative(String absolutePath) {
        return !chroot.isEmpty() && absolutePath.startsWith(chroot + "/")
                ? absolutePath.substring(chroot.length())
                : absolutePath;
    }

    /** The absolute path of a client's path; a path that is already absolute is returned unchanged. */
    public String absolute(String path) {
        String known = absolutePaths.get(path);
        if (known != null) {
            return known;
        }
        return isAbsolute(path) ? path : chroot + path;
    }

    private boolean isAbsolute(String path) {
        return !chroot.isEmpty() && (path.equals(chroot) || path.startsWith(chroot + "/"));
    }

    /** The absolute path of the znode with this czxid, null if it is unknown. */
    public @Nullable String path(long czxid) {
        return pathOf.get(czxid);
    }

    /**
     * The lifetime of a znode.
     *
     * @param knownNanos a time at which its client knew that the znode existed, so no delete that was answered earlier
     *     can have removed it
     * @return with an empty path if its path is unknown
     */
    public ZnodeLifetime lifetime(long czxid, long knownNanos) {
        String path = pathOf.get(czxid);
        long owner = ownerOf.getOrDefault(czxid, ZnodeLifetime.UNKNOWN);
        if (path == null) {
            return ZnodeLifetime.unknown(czxid, owner);
        }
        ZnodeLifetime lifetime = existing(path).lifetime(owner, czxid, knownNanos);
        Close close = lifetime.ephemeral() ? closes.get(owner) : null;
        boolean sooner = close != null && close.zxid() > lifetime.alive() && close.zxid() < lifetime.gone();
        return close == null || !sooner ? lifetime : lifetime.closed(close.zxid(), close.answeredNanos());
    }

    /** The znodes below a path, in the order of their creation; each lifetime from the observations of watchers. */
    public List<ZnodeLifetime> children(String parent) {
        return byParent().getOrDefault(parent, List.of());
    }

    private synchronized Map<String, List<ZnodeLifetime>> byParent() {
        if (children == null) {
            Map<String, List<ZnodeLifetime>> all = new HashMap<>();
            pathOf.forEach((czxid, path) -> all.computeIfAbsent(parent(path), p -> new ArrayList<>())
                    .add(existing(path).observedLifetime(czxid)));
            all.values().forEach(list -> list.sort(Comparator.comparingLong(ZnodeLifetime::czxid)));
            children = all;
        }
        return children;
    }

    /**
     * The lifetimes of all known ephemerals in the order of creation. Their ends follow from the observations of
     * watchers and from acknowledged deletes.
     */
    public List<ZnodeLifetime> ephemerals() {
        List<ZnodeLifetime> all = new ArrayList<>();
        pathOf.forEach((czxid, path) -> {
            long owner = ownerOf.getOrDefault(czxid, ZnodeLifetime.UNKNOWN);
            if (owner != 0 && owner != ZnodeLifetime.UNKNOWN) {
                all.add(existing(path).lifetime(owner, czxid, 0));
            }
        });
        all.sort(Comparator.comparingLong(ZnodeLifetime::czxid));
        return all;
    }

    /**
     * The owner of the znode with this czxid: 0 if it is not ephemeral, {@link ZnodeLifetime#UNKNOWN} if no Stat shows
     * it.
     */
    public long owner(long czxid) {
        return ownerOf.getOrDefault(czxid, ZnodeLifetime.UNKNOWN);
    }

    /**
     * Whether a response or a watch event shows the create of the znode with this czxid, so that it was created in this
     * run.
     */
    public boolean createdInThisRun(long czxid) {
        return created.contains(czxid);
    }

    /** The acknowledged close of a session, null if there is none. */
    public @Nullable Close close(long session) {
        return closes.get(session);
    }

    /** Whether a request with this code (null: not answered) may have taken effect. */
    public static boolean mayHaveHappened(@Nullable ResultCode code) {
        return code == null || code == ResultCode.OK || INDETERMINATE.contains(code);
    }

    /** Whether a request with this code took effect. */
    public static boolean acknowledged(@Nullable ResultCode code) {
        return code == ResultCode.OK;
    }

    /** The time line of a path, null if the history does not mention it. */
    public @Nullable PathTimeline path(String absolutePath) {
        return paths.get(absolutePath);
    }

    /** For each znode that watchers reported, by its czxid, the first event that showed it. */
    public Map<Long, ZnodeObserved> observed() {
        return Collections.unmodifiableMap(observed);
    }

    /** The deletes that may have taken effect, in the order of sending. */
    public List<DeleteRequest> deletes() {
        return Collections.unmodifiableList(deletes);
    }

    /** The czxid of the znode that an acknowledged delete removed; 0 if that is uncertain. */
    public long removed(DeleteRequest delete) {
        return existing(delete.path()).removed(delete);
    }
}
