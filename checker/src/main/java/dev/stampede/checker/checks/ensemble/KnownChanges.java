package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one znode that certainly happened: the creates and sets that Stats showed, each with the time at which
 * a client first saw it, and the acknowledged deletes. Not thread-safe; {@link #freeze} ends the collection.
 */
final class KnownChanges {
    /** A create or a set. */
    record Change(long zxid, long knownNanos, long ephemeralOwner) {}

    /** The acknowledged delete with the largest {@code afterZxid} among those with a zxid of at most {@code byZxid}. */
    private record Deleted(long byZxid, DeleteRequest largest) {}

    private static final Comparator<Change> IN_ORDER =
            Comparator.comparingLong(Change::zxid).thenComparingLong(Change::knownNanos);
    private static final Comparator<DeleteRequest> BY_ZXID = Comparator.comparingLong(DeleteRequest::zxid);

    private final List<Change> changes = new ArrayList<>();
    private final List<Deleted> deleted = new ArrayList<>();
    /** For each index of {@link #changes}, when a client first saw that change or a later one. */
    private long[] knownSince = {};

    private boolean createdByClient;
    private boolean serverMayDelete;

    /** Notes that a client saw a Stat of the znode. */
    void shown(ZnodeStat stat, long atNanos) {
        Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        if (last == null || last.zxid() != stat.mzxid() || last.knownNanos() > atNanos) {
            changes.add(new Change(stat.mzxid(), atNanos, stat.ephemeralOwner()));
        }
    }

    /** Notes that a client created the znode as one that only a client, or the end of its session, deletes. */
    void created() {
        createdByClient = true;
    }

    /** Notes that a client tried to create the znode as a container or a TTL node, which the server deletes. */
    void serverMayDelete() {
        serverMayDelete = true;
    }

    /** Whether only a client, or the end of its session, can have deleted the znode. */
    boolean onlyClientsDelete() {
        return createdByClient && !serverMayDelete;
    }

    /** Ends the collection of changes. Of the given deletes, adds those that were acknowledged. */
    void freeze(List<DeleteRequest> asked) {
        changes.sort(IN_ORDER);
        knownSince = new long[changes.size()];
        long earliest = Long.MAX_VALUE;
        for (int i = changes.size() - 1; i >= 0; i--) {
            earliest = Math.min(earliest, changes.get(i).knownNanos());
            knownSince[i] = earliest;
        }
        List<DeleteRequest> acknowledged = new ArrayList<>(asked);
        acknowledged.removeIf(d -> !d.acknowledged());
        acknowledged.sort(BY_ZXID);
        @Nullable DeleteRequest largest = null;
        for (DeleteRequest d : acknowledged) {
            largest = largest == null || d.afterZxid() > largest.afterZxid() ? d : largest;
            deleted.add(new Deleted(d.zxid(), largest));
        }
    }

    /** The last change up to a zxid, null if none is known. */
    @Nullable
    Change upTo(long zxid) {
        int count = SortedSearch.upTo(changes.size(), i -> changes.get(i).zxid(), zxid);
        return count == 0 ? null : changes.get(count - 1);
    }

    /** The first change after a zxid, null if none is known. */
    @Nullable
    Change after(long zxid) {
        int count = SortedSearch.upTo(changes.size(), i -> changes.get(i).zxid(), zxid);
        return count == changes.size() ? null : changes.get(count);
    }

    /** When a client first saw a change after a zxid; {@link Long#MAX_VALUE} if none did. */
    long knownSince(long zxid) {
        int count = SortedSearch.upTo(changes.size(), i -> changes.get(i).zxid(), zxid);
        return count == changes.size() ? Long.MAX_VALUE : knownSince[count];
    }

    /**
     * An acknowledged delete of the znode with this czxid at a zxid no larger than {@code zxid}; null if there is none.
     */
    @Nullable
    DeleteRequest deletedBy(long czxid, long zxid) {
        int count = SortedSearch.upTo(deleted.size(), i -> deleted.get(i).byZxid(), zxid);
        DeleteRequest largest = count == 0 ? null : deleted.get(count - 1).largest();
        return largest != null && czxid <= largest.afterZxid() ? largest : null;
    }
}
