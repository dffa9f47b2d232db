package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The grants of locks in a recording, with their releases and znodes. */
final class RecordedGrants {
    private static final long MILLI = 1_000_000L;

    private RecordedGrants() {}

    static boolean naive(Recording recording) {
        return recording.header().variant().equals("naive");
    }

    static boolean grants(RecordedOperation o) {
        return o.ok() && o.input() instanceof LockInput.Acquire && o.token() != 0;
    }

    static boolean shared(RecordedOperation o) {
        return o.input() instanceof LockInput.Acquire acquire && acquire.shared();
    }

    static boolean sameLock(RecordedOperation a, RecordedOperation b) {
        return a.key().equals(b.key()) && a.client() != b.client();
    }

    /** The release of a grant: the first one of its client and key that follows, or null. */
    static @Nullable RecordedOperation release(Recording recording, RecordedOperation grant) {
        return recording.operations().stream()
                .filter(o -> o.input() instanceof LockInput.Release
                        && o.client() == grant.client()
                        && o.key().equals(grant.key())
                        && Objects.equals(
                                o.invoked().argument(), grant.invoked().argument())
                        && o.invokedNanos() > grant.completedNanos())
                .findFirst()
                .orElse(null);
    }

    /** The path of the znode with which a client holds a lock, empty if no response shows it. */
    static String znode(Recording recording, RecordedOperation grant) {
        return recording.requests().stream()
                .filter(r -> r.hasStat() && r.stat().czxid() == grant.token())
                .map(RecordedRequest::path)
                .findFirst()
                .orElse("");
    }

    static boolean leases(Recording recording) {
        return recording.header().checks().stream().anyMatch(c -> c.check().equals("leases"));
    }

    static @Nullable RecordedOperation next(Recording recording, RecordedOperation grant) {
        return recording.operations().stream()
                .filter(o -> grants(o) && o.key().equals(grant.key()) && o.completedNanos() > grant.completedNanos())
                .findFirst()
                .filter(o -> o.client() != grant.client())
                .orElse(null);
    }

    /** Whether the session of a grant is used for a write after the next grant. */
    static boolean livesOn(Recording recording, RecordedOperation grant) {
        RecordedOperation next = next(recording, grant);
        return next != null
                && recording.requests().stream()
                        .anyMatch(r -> r.acknowledgedWrite()
                                && r.session() == grant.session()
                                && r.sentNanos() > next.completedNanos());
    }

    static void withoutDelete(HistoryEdit edit, String path, long czxid) {
        List<Event.ZnodeObserved> deletes = edit.recording().events(Event.ZnodeObserved.class).stream()
                .filter(e -> e.path().endsWith(path) && e.zxid() > czxid)
                .filter(e -> e.change() == ZnodeChange.DELETED || e.change() == ZnodeChange.ABSENT)
                .toList();
        long first = deletes.stream().mapToLong(Event.ZnodeObserved::zxid).min().orElse(0);
        deletes.stream().filter(e -> e.zxid() == first).forEach(edit::remove);
    }

    static @Nullable RecordedRequest delete(Recording recording, RecordedOperation grant) {
        String path = znode(recording, grant);
        RecordedOperation release = release(recording, grant);
        return recording.requests().stream()
                .filter(r -> r.opcode() == Opcode.DELETE && r.ok() && r.path().equals(path))
                .filter(r -> release != null && release.is(r.operation()))
                .filter(r -> release.invokedNanos() - grant.completedNanos() > 2 * MILLI)
                .findFirst()
                .orElse(null);
    }
}
