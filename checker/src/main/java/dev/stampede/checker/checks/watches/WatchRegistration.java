package dev.stampede.checker.checks.watches;

import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A watch that was set, and its events in the order of their arrival. Not thread-safe. */
final class WatchRegistration {
    private final List<WatchEvent> events = new ArrayList<>();
    private final int client;
    private final long session;
    private final String name;
    private final String path;
    private final WatchKind kind;
    private final StatReply reply;
    private final long seenZxid;
    private final long replyZxid;

    /**
     * @param reply the response to the request that set it
     * @param seenZxid the zxid of the oldest state in which the watch may have been set
     * @param replyZxid an upper bound of the zxid of the state in which it was set
     */
    WatchRegistration(
            int client,
            long session,
            String name,
            String path,
            WatchKind kind,
            StatReply reply,
            long seenZxid,
            long replyZxid) {
        this.client = client;
        this.session = session;
        this.name = name;
        this.path = path;
        this.kind = kind;
        this.reply = reply;
        this.seenZxid = seenZxid;
        this.replyZxid = replyZxid;
    }

    void add(WatchEvent event) {
        events.add(event);
    }

    int client() {
        return client;
    }

    long session() {
        return session;
    }

    String path() {
        return path;
    }

    WatchKind kind() {
        return kind;
    }

    /** The response to the request that set it. */
    StatReply reply() {
        return reply;
    }

    /** When the event thread received the response to the request that set it. */
    long setNanos() {
        return reply.atNanos();
    }

    /** Its events, in the order of their arrival. */
    List<WatchEvent> events() {
        return events;
    }

    /** The first event, null if there is none. */
    @Nullable
    WatchEvent first() {
        return events.isEmpty() ? null : events.get(0);
    }

    /** The name of the watch in a sentence. */
    String text() {
        return "the " + kind + " watch " + name + " of client " + client + " on " + path;
    }

    /**
     * The watch reports only changes after this zxid: that of the last change in the response, or of the oldest
     * state in which it may have been set.
     */
    long afterZxid() {
        ZnodeStat stat = reply.stat();
        if (stat == null) {
            return seenZxid;
        }
        return Math.max(seenZxid, kind == WatchKind.CHILDREN ? stat.pzxid() : stat.mzxid());
    }

    /**
     * Whether the watch was certainly set before a change with this zxid (0 if unknown) that was requested at this
     * time.
     */
    boolean precedes(long zxid, long requestedNanos) {
        ZnodeStat stat = reply.stat();
        long shown = stat == null ? replyZxid : kind == WatchKind.CHILDREN ? stat.pzxid() : stat.mzxid();
        return requestedNanos > setNanos() || zxid > shown;
    }

    /** Whether a path is the watched one, or below it if the watch is recursive. */
    boolean covers(String other) {
        boolean below = other.startsWith(path.equals("/") ? path : path + "/");
        return other.equals(path) || (kind == WatchKind.PERSISTENT_RECURSIVE && below);
    }

    /** The types of the events that it can receive. */
    Set<ChangeType> types() {
        return switch (kind) {
            case DATA -> EnumSet.of(ChangeType.DATA_CHANGED, ChangeType.DELETED);
            case EXISTS ->
                reply.stat() == null
                        ? EnumSet.of(ChangeType.CREATED)
                        : EnumSet.of(ChangeType.DATA_CHANGED, ChangeType.DELETED);
            case CHILDREN -> EnumSet.of(ChangeType.CHILDREN_CHANGED, ChangeType.DELETED);
            case PERSISTENT -> EnumSet.allOf(ChangeType.class);
            case PERSISTENT_RECURSIVE -> EnumSet.of(ChangeType.CREATED, ChangeType.DELETED, ChangeType.DATA_CHANGED);
        };
    }
}
