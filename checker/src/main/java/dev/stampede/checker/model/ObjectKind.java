package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named model, and the reader that converts recorded operations into its inputs and outputs.
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
     * @param functions the functions of the model, as histories name them
     * @param model creates the model
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

    /** Converts recorded operations into inputs and outputs. */
    public interface Reader<I, O> {
        /**
         * The input and output of an operation; empty if the operation contains no observation. The output is ignored
         * if the outcome is indeterminate.
         *
         * @throws IllegalArgumentException if the operation cannot be read; the message says what was expected
         */
        Optional<Reading<I, O>> read(RecordedCall call, ReadingOptions readingOptions);
    }

    /** The input and output of an operation; the output is null if unknown. */
    public record Reading<I, O>(I input, @Nullable O output) {}

    /** The name on the command line. */
    public String name() {
        return name;
    }

    /** A description of one sentence. */
    public String description() {
        return description;
    }

    /** The functions of the model, as histories name them. */
    public Set<String> functions() {
        return functions;
    }

    /** Creates the model. */
    public Model<S, I, O> model(ReadingOptions readingOptions) {
        return model.apply(readingOptions);
    }

    /**
     * Reads a recorded operation.
     *
     * @return empty if the operation contains no observation: a failed read, an operation without effect
     * @throws IllegalArgumentException if the operation cannot be read; the message says what was expected
     */
    public Optional<ObservedCall<I, O>> read(RecordedCall call, ReadingOptions readingOptions) {
        if (!functions.contains(call.function())) {
            throw new IllegalArgumentException("expected a function of the model " + name + " ("
                    + String.join(", ", functions.stream().sorted().toList()) + "), found \"" + call.function() + "\"");
        }
        return reader.read(call, readingOptions).map(reading -> switch (call.outcome()) {
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
