package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The znode of a task: the operations on it, and the time in which it certainly existed. Not thread-safe. */
final class TaskAssignment {
    private final String path;
    private final List<Operation> assigns = new ArrayList<>();
    private final List<Operation> receives = new ArrayList<>();
    private long czxid;
    private long acknowledgedNanos = Operation.OPEN;
    private long knownNanos = Operation.OPEN;
    private long withdrawnNanos = Operation.OPEN;

    TaskAssignment(String path) {
        this.path = path;
    }

    void assigned(Operation o) {
        if (o.outcome() != Outcome.FAILED || !o.completed()) {
            assigns.add(o);
        }
    }

    void received(Operation o) {
        receives.add(o);
        known(o.invokedNanos());
    }

    /** Records that the create of the znode was acknowledged. */
    void acknowledged(long ofCzxid, long atNanos) {
        czxid = ofCzxid;
        acknowledgedNanos = Math.min(acknowledgedNanos, atNanos);
        known(atNanos);
    }

    /** Records a time at which the znode certainly existed. */
    void known(long atNanos) {
        knownNanos = Math.min(knownNanos, atNanos);
    }

    /** Records when a request was sent that may delete the znode. */
    void withdrawn(long atNanos) {
        withdrawnNanos = Math.min(withdrawnNanos, atNanos);
    }

    /**
     * Records that the znode was observed to be absent. If no client asked for its delete, it is unknown how long it
     * existed.
     */
    void gone() {
        if (withdrawnNanos == Operation.OPEN) {
            withdrawnNanos = 0;
        }
    }

    String path() {
        return path;
    }

    /** The folder of its worker. */
    String folder() {
        return ZnodeTimeline.parent(path);
    }

    /** The znode of its job. */
    String job() {
        return ZnodeTimeline.parent(folder());
    }

    /** The {@code assign} operations that took effect or may have taken effect. */
    List<Operation> assigns() {
        return Collections.unmodifiableList(assigns);
    }

    /** The {@code receive} operations of all workers. */
    List<Operation> receives() {
        return Collections.unmodifiableList(receives);
    }

    /** The {@code receive} operations of an incarnation. */
    List<Operation> receivedBy(TaskIncarnation worker) {
        return receives.stream().filter(worker::invoked).toList();
    }

    /** The czxid of its znode, 0 if its create was not acknowledged. */
    long czxid() {
        return czxid;
    }

    /** When its create was acknowledged, {@link Operation#OPEN} if it was not. */
    long acknowledgedNanos() {
        return acknowledgedNanos;
    }

    /** The first time at which the znode certainly existed, {@link Operation#OPEN} if nothing shows that. */
    long knownNanos() {
        return knownNanos;
    }

    /**
     * Until when the znode certainly existed and its coordinator waited for its status; {@link Operation#OPEN} if no
     * delete is known, 0 if only the absence of the znode is known.
     */
    long withdrawnNanos() {
        return withdrawnNanos;
    }

    /** The state of the znode that a {@code receive} showed, null if it is unknown. */
    static @Nullable ZnodeState shown(Operation receive) {
        return receive.output() instanceof OperationOutput.Shown shown ? shown.state() : null;
    }
}
