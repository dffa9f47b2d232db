package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.format.CallRecorder;
import dev.stampede.checker.format.FileFormat;
import dev.stampede.checker.format.LoadedHistory;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ReadingOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Generates histories, deterministically for a workload and a seed. Safe to share between threads. */
public final class HistoryGenerator {
    private HistoryGenerator() {}

    /** The names of the models for which histories can be generated. */
    public static List<String> models() {
        return SimulatedObjects.models();
    }

    /** The violations that can be injected into a history of a model, without {@link InjectedViolation#NONE}. */
    public static Set<InjectedViolation> flaws(String model) {
        return SimulatedObjects.of(GeneratorOptions.of(model, 1)).flaws();
    }

    /**
     * Generates a history in memory, with the same result as reading it from a file.
     *
     * @throws IllegalArgumentException if the model does not exist, or its histories cannot have the violation
     */
    public static LoadedHistory<?, ?, ?> inMemory(GeneratorOptions workload, long seed) {
        FileFormat format = defaultFormat(workload.model());
        CallRecorder recorder = new CallRecorder(
                workload.model() + " from seed " + seed,
                format,
                ObjectKinds.named(workload.model()),
                readingOptions(workload, format));
        run(workload, seed, new EventSink() {
            @Override
            public void invoked(int process, SimulatedRequest request) {
                recorder.invoked(process, request.function(), request.key(), request.argument());
            }

            @Override
            public void completed(int process, SimulatedRequest request, Outcome outcome, EdnValue answer) {
                boolean repeated = outcome == Outcome.OK && answer.isNil();
                recorder.completed(process, request.function(), outcome, repeated ? request.argument() : answer);
            }
        });
        return recorder.finished();
    }

    /**
     * Writes a history to a new file, with the same operations as {@link #inMemory}.
     *
     * @throws IllegalArgumentException if the model does not exist, its histories cannot have the violation, or the
     *     format is Stampede's own
     */
    public static void write(GeneratorOptions workload, long seed, FileFormat format, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            run(workload, seed, new EventWriter(format, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The format in which other tools record histories of this model. */
    public static FileFormat defaultFormat(String model) {
        return switch (model) {
            case "register", "cas-register" -> FileFormat.JEPSEN_LOG;
            case "key-value" -> FileFormat.PORCUPINE_KV;
            default -> FileFormat.KNOSSOS_EDN;
        };
    }

    /** The reading options of a generated history: those of its format, with the owners and permits of the workload. */
    static ReadingOptions readingOptions(GeneratorOptions workload, FileFormat format) {
        return format.readingOptions().ownedBy(ReadingOptions.Owners.CLIENTS).permitting(workload.permits());
    }

    private static void run(GeneratorOptions workload, long seed, EventSink sink) {
        new Simulation(workload, SimulatedObjects.of(workload), seed, sink).run();
    }
}
