package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model by its name, and how recorded operations are read as its inputs and outputs.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class ObjectKind<S, I, O> {
    private final String name;
    private final String description;
    private final Set<String> functions;
    private final Function<ReadingOptions, Model<S, I, O>> model;
    private final Reader<I, O> reader;

    /**
     * A model with the reader of its operations.
     *
     * @param name the name of the model on the command line
     * @param description one sentence
     * @param functions the functions that the model knows, as histories name them
     * @param model makes the model
     * @param reader reads recorded operations of these functions
     */
    public ObjectKind(
            String name,
            String description,
            Set<String> functions,
            Function<ReadingOptions, Model<S, I, O>> model,
            Reader<I, O> reader) {
        this.name = name;
        this.description = description;
        this.functions = Set.copyOf(functions);
        this.model = model;
        this.reader = reader;
    }

    /** Reads what one recorded operation says. */
    public interface Reader<I, O> {
        /**
         * What the operation says; empty if it says nothing. The output is ignored if its outcome is indeterminate.
         *
         * @throws IllegalArgumentException if it cannot be read; the message says what was expected
         */
        Optional<Reading<I, O>> read(RecordedCall call, ReadingOptions conventions);
    }

    /** An operation's input and its output, null if that is not known. */
    public record Reading<I, O>(I input, @Nullable O output) {}

    /** What it is called on the command line. */
    public String name() {
        return name;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** The functions that it knows, as histories name them. */
    public Set<String> functions() {
        return functions;
    }

    /** The model itself. */
    public Model<S, I, O> model(ReadingOptions conventions) {
        return model.apply(conventions);
    }

    /**
     * Reads a recorded operation.
     *
     * @return empty if it says nothing: a read that failed, an operation that did not happen
     * @throws IllegalArgumentException if it cannot be read; the message says what was expected
     */
    public Optional<ObservedCall<I, O>> read(RecordedCall call, ReadingOptions conventions) {
        if (!functions.contains(call.function())) {
            throw new IllegalArgumentException("expected a function of the model " + name + " ("
                    + String.join(", ", functions.stream().sorted().toList()) + "), found \"" + call.function() + "\"");
        }
        return reader.read(call, conventions).map(reading -> switch (call.outcome()) {
            case OK, FAILED ->
                ObservedCall.certain(
                        call.number(),
                        call.client(),
                        call.key(),
                        reading.input(),
                        reading.output(),
                        call.called(),
                        call.returned());
            case INDETERMINATE ->
                ObservedCall.possible(call.number(), call.client(), call.key(), reading.input(), call.called());
        });
    }
}
