package dev.stampede.checker.format;

import dev.stampede.checker.model.RecordedCall;
import java.util.List;

/**
 * The operations of a file in the order of their invocations. Times are the places of events in the file. Not changed
 * once it has been read.
 */
final class Recording {
    private final List<RecordedCall> calls;
    private final int[] lines;

    Recording(List<RecordedCall> calls, int[] lines) {
        this.calls = calls;
        this.lines = lines;
    }

    List<RecordedCall> calls() {
        return calls;
    }

    /** The line of an operation's invocation, from 1. */
    int line(int operation) {
        return lines[operation];
    }
}
