package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group member over time. Immutable.
 *
 * @param path the path of its znode
 * @param written the data that the member wrote, in the order of the invocations
 * @param reads its reads of its own znode, in the order of their invocations
 * @param znodes its znodes, in the order in which they were first seen
 * @param absences when its path certainly had no znode, in chronological order
 */
record MemberTimeline(
        String path,
        int client,
        List<MemberIncarnation> incarnations,
        List<MemberData> written,
        List<OwnRead> reads,
        List<RegisteredZnode> znodes,
        List<MemberAbsence> absences) {

    String group() {
        return ZnodeTimeline.parent(path);
    }

    String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The index in {@link #written} of the last write of this data that was invoked by a moment; -1 if there is none.
     */
    int writeOf(String data, long byNanos) {
        int count =
                SortedSearch.upTo(written.size(), i -> written.get(i).write().invokedNanos(), byNanos);
        for (int i = count - 1; i >= 0; i--) {
            if (written.get(i).data().equals(data)) {
                return i;
            }
        }
        return -1;
    }

    /** The last incarnation that had begun by a moment, null if none had. */
    @Nullable
    MemberIncarnation incarnationAt(long nanos) {
        int count = SortedSearch.upTo(
                incarnations.size(), i -> incarnations.get(i).join().invokedNanos(), nanos);
        return count == 0 ? null : incarnations.get(count - 1);
    }

    /** When the next join after an incarnation was invoked; {@link Long#MAX_VALUE} if there is none. */
    long nextJoinNanos(MemberIncarnation incarnation) {
        int next = SortedSearch.upTo(
                incarnations.size(),
                i -> incarnations.get(i).join().invokedNanos(),
                incarnation.join().invokedNanos());
        return next == incarnations.size()
                ? Long.MAX_VALUE
                : incarnations.get(next).join().invokedNanos();
    }
}
