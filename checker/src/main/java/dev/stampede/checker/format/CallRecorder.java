package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ReadingOptions;
import java.util.Optional;

/**
 * Takes the events of a history that no file holds, in their order, and makes of them what reading a file makes. Not
 * thread-safe.
 */
public final class CallRecorder {
    private final String name;
    private final FileFormat format;
    private final ProblemCollector problems;
    private final CallReader calls;
    private final OperationAssembler gatherer;
    private int events;

    /** A recorder of a history that is called so, on an object of one kind. */
    public CallRecorder(String name, FileFormat format, ObjectKind<?, ?, ?> kind, ReadingOptions conventions) {
        this.name = name;
        this.format = format;
        this.problems = new ProblemCollector(name);
        this.calls = new CallReader(problems, conventions, Optional.of(kind), kind);
        this.gatherer = new OperationAssembler(calls, new KeyedValues(KeyDetection.NONE));
    }

    /** A process calls; what it still had open stays open for ever. */
    public void invoked(int process, String function, String key, EdnValue argument) {
        gatherer.invoked(process, function, key, argument, new SourcePosition(++events, 1));
    }

    /**
     * What a process has open completes.
     *
     * @throws IllegalArgumentException if it has nothing open, or something else
     */
    public void completed(int process, String function, Outcome outcome, EdnValue answer) {
        gatherer.completed(process, function, outcome, answer, new SourcePosition(++events, 1));
    }

    /**
     * The history, which ends here.
     *
     * @throws FormatException if the model cannot read what was recorded; lines are numbers of events
     */
    public LoadedHistory<?, ?, ?> finished() {
        gatherer.finish();
        problems.throwIfAny();
        return calls.result().loaded(name, format);
    }
}
