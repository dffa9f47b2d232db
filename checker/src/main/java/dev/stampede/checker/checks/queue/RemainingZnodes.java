package dev.stampede.checker.checks.queue;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.Operation;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Which znodes of items exist at the end of a history: from the deletes that watchers and clients know of, and from the
 * audit, which reads the tree after the clients have stopped. Immutable.
 */
final class RemainingZnodes {
    /** Where the znode of an item is at the end. */
    enum Place {
        IN_THE_QUEUE,
        GONE,
        /** It was not seen to go, and the audit did not read the tree. */
        UNKNOWN
    }

    private final ZnodeTimeline znodes;
    private final QueueRequests requests;
    private final Set<String> audited = new HashSet<>();
    private final boolean complete;

    RemainingZnodes(History history, QueueRequests requests) {
        this.znodes = Analysis.of(history).znodes();
        this.requests = requests;
        history.events(Event.ZnodeAudited.class).forEach(e -> audited.add(znodes.absolute(e.path())));
        boolean read = history.events(Event.MemberAudited.class).anyMatch(e -> e.problem() == null);
        boolean cut = history.events(Event.LimitReached.class).anyMatch(e -> e.limit() == HarnessLimit.AUDITED_ZNODES);
        complete = read && !cut && !audited.isEmpty();
    }

    /** Where the znode is that this create made. */
    Place place(Attempt create) {
        String path = Objects.requireNonNull(create.path());
        if (lifetime(create).gone() != ZnodeLifetime.NEVER
                || requests.removals(path).stream().anyMatch(QueueRequests.Removal::acknowledged)) {
            return Place.GONE;
        }
        if (!complete) {
            return Place.UNKNOWN;
        }
        return audited.contains(znodes.absolute(path)) ? Place.IN_THE_QUEUE : Place.GONE;
    }

    /** The lifetime of the znode that this create made. */
    ZnodeLifetime lifetime(Attempt create) {
        return znodes.lifetime(Objects.requireNonNull(create.stat()).czxid(), create.answeredNanos());
    }

    /**
     * Until when the znode existed: until watchers or clients saw that it was gone, or until a request was sent that
     * may have removed it; {@link Operation#OPEN} if it exists at the end.
     */
    long existedUntilNanos(Attempt create) {
        Place place = place(create);
        if (place == Place.IN_THE_QUEUE) {
            return Operation.OPEN;
        }
        long seen = lifetime(create).goneNanos();
        for (QueueRequests.Removal r : requests.removals(Objects.requireNonNull(create.path()))) {
            seen = Math.min(seen, r.sentNanos());
        }
        return seen == Operation.OPEN && place == Place.GONE ? create.answeredNanos() : seen;
    }

    /**
     * Whether the queue has no znodes but those of some items, so that no other item is in it.
     *
     * @param known the paths of the znodes of these items
     */
    boolean emptyExcept(String key, Set<String> known) {
        String below = znodes.absolute(key) + "/";
        Set<String> absolute = new HashSet<>();
        known.forEach(path -> absolute.add(znodes.absolute(path)));
        return complete && audited.stream().noneMatch(path -> path.startsWith(below) && !absolute.contains(path));
    }
}
