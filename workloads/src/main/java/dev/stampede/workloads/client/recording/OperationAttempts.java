package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one operation, as evidence whether the operation may have taken effect. Guarded by the recorder's
 * lock.
 *
 * <p>Keeps counters, and the paths of at most {@value #MAX_PATHS} acknowledged writes. If there are more, the operation
 * counts as possibly effective.
 */
final class OperationAttempts {

    private static final int MAX_PATHS = 64;

    private final Set<String> acknowledged = new HashSet<>();
    private int sent;
    private int writes;
    private int uncertainWrites;
    private boolean pathsIncomplete;

    void sent(Opcode opcode) {
        sent++;
        if (opcode.writes()) {
            writes++;
            uncertainWrites++;
        }
    }

    void answered(Opcode opcode, ResultCode code, @Nullable String path) {
        Outcome outcome = Outcomes.ofCode(code);
        if (!opcode.writes() || outcome == Outcome.INDETERMINATE) {
            return;
        }
        uncertainWrites--;
        if (outcome == Outcome.OK) {
            acknowledge(path);
        }
    }

    /** Whether requests were sent and all of them were reads. */
    boolean onlyReads() {
        return sent > 0 && writes == 0;
    }

    /**
     * Whether a write of the operation took effect or may have taken effect. Acknowledged writes to ancestors of {@code
     * refusedPath} do not count, because they only prepare its path.
     */
    boolean mayHaveHappened(@Nullable String refusedPath) {
        if (uncertainWrites > 0 || pathsIncomplete) {
            return true;
        }
        return acknowledged.stream().anyMatch(path -> !isAncestor(path, refusedPath));
    }

    private void acknowledge(@Nullable String path) {
        if (path == null || acknowledged.size() >= MAX_PATHS) {
            pathsIncomplete = true;
        } else {
            acknowledged.add(path);
        }
    }

    private static boolean isAncestor(String path, @Nullable String child) {
        return child != null && child.startsWith(path.equals("/") ? path : path + "/");
    }
}
