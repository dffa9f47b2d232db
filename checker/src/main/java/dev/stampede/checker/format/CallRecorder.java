package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ReadingOptions;
import java.util.Optional;

/** Builds a history from events that are not in a file, with the same result as reading a file. Not thread-safe. */
public final class CallRecorder {
    private final String name;
    private final FileFormat format;
    private final ProblemCollector problems;
    private final CallReader calls;
    private final OperationAssembler assembler;
    private int events;

    /** A recorder for a history with this name, of one kind of object. */
    public CallRecorder(String name, FileFormat format, ObjectKind<?, ?, ?> kind, ReadingOptions readingOptions) {
        this.name = name;
        this.format = format;
        this.problems = new ProblemCollector(name);
        this.calls = new CallReader(problems, readingOptions, Optional.of(kind), kind);
        this.assembler = new OperationAssembler(calls, new KeyedValues(KeyDetection.NONE));
    }

    /** A process invokes an operation. An earlier operation of the process that is still open stays open for ever. */
    public void invoked(int process, String function, String key, EdnValue argument) {
        assembler.invoked(process, function, key, argument, new SourcePosition(++events, 1));
    }

    /**
     * The open operation of a process completes.
     *
     * @throws IllegalArgumentException if the process has no open operation, or one of another function
     */
    public void completed(int process, String function, Outcome outcome, EdnValue answer) {
        assembler.completed(process, function, outcome, answer, new SourcePosition(++events, 1));
    }

    /**
     * The complete history.
     *
     * @throws FormatException if the model cannot read a recorded operation; line numbers are numbers of events
     */
    public LoadedHistory<?, ?, ?> finished() {
        assembler.finish();
        problems.throwIfAny();
        return calls.result().loaded(name, format);
    }
}
