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

/** Makes histories: the same one for the same workload and seed. Safe to share between threads. */
public final class HistoryGenerator {
    private HistoryGenerator() {}

    /** The names of the models whose histories it makes. */
    public static List<String> models() {
        return SimulatedObjects.models();
    }

    /** The flaws that histories of a model can have, other than none. */
    public static Set<InjectedViolation> flaws(String model) {
        return SimulatedObjects.of(GeneratorOptions.of(model, 1)).flaws();
    }

    /**
     * A history in memory, which takes the place of reading its file.
     *
     * @throws IllegalArgumentException if there is no such model, or if its histories cannot have the flaw
     */
    public static LoadedHistory<?, ?, ?> inMemory(GeneratorOptions workload, long seed) {
        FileFormat format = usualFormat(workload.model());
        CallRecorder recorder = new CallRecorder(
                workload.model() + " from seed " + seed,
                format,
                ObjectKinds.named(workload.model()),
                conventions(workload, format));
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
     * Writes a history to a new file; the file holds what {@link #inMemory} makes.
     *
     * @throws IllegalArgumentException if there is no such model, if its histories cannot have the flaw, or if the format
     *     is our own
     */
    public static void write(GeneratorOptions workload, long seed, FileFormat format, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            run(workload, seed, new EventWriter(format, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The format in which others record such histories. */
    public static FileFormat usualFormat(String model) {
        return switch (model) {
            case "register", "cas-register" -> FileFormat.JEPSEN_LOG;
            case "key-value" -> FileFormat.PORCUPINE_KV;
            default -> FileFormat.KNOSSOS_EDN;
        };
    }

    /** What a history leaves unsaid: that of its format, with the owners and the permits that it was made with. */
    static ReadingOptions conventions(GeneratorOptions workload, FileFormat format) {
        return format.conventions().ownedBy(ReadingOptions.Owners.CLIENTS).permitting(workload.permits());
    }

    private static void run(GeneratorOptions workload, long seed, EventSink sink) {
        new Simulation(workload, SimulatedObjects.of(workload), seed, sink).run();
    }
}
