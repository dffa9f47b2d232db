package dev.stampede.checker.format;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.Explanation;
import dev.stampede.checker.linearizability.LinearizabilityChecker;
import dev.stampede.checker.linearizability.LinearizabilityResult;
import dev.stampede.checker.model.Conventions;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.RecordedCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Decides histories that other tools recorded. Safe to share between threads. */
public final class Linearizability {
    private Linearizability() {}

    /**
     * How a file is to be read.
     *
     * @param model empty for the one that the history itself shows
     * @param format empty for the one that the file's beginning shows
     * @param conventions changes those of the format
     */
    public record Options(Optional<String> model, Optional<String> format, UnaryOperator<Conventions> conventions) {
        /** Everything as the file itself shows. */
        public static final Options DETECTED =
                new Options(Optional.empty(), Optional.empty(), UnaryOperator.identity());
    }

    /**
     * Decides one file. A file too large for this JVM's memory is inconclusive.
     *
     * @throws FormatException if it is not what its format prescribes, with line, column and what was expected
     * @throws IllegalArgumentException if there is no such model or format, if the format cannot be told, or if it is our
     *     own format, which {@code dev.stampede.checker.history} reads
     * @throws IOException if it cannot be read
     */
    public static FileVerdict checkFile(Path file, Options options, CheckBudget budget) throws IOException {
        HistoryFormat format = options.format().isPresent()
                ? HistoryFormat.labelled(options.format().get())
                : detect(file);
        Optional<ObjectKind<?, ?, ?>> asked = options.model().map(ObjectKinds::named);
        try {
            Recording recording = read(file, format);
            ObjectKind<?, ?, ?> kind = asked.orElseGet(() -> told(recording, format));
            return decide(file, format, kind, options.conventions().apply(format.conventions()), recording, budget);
        } catch (OutOfMemoryError e) {
            return new FileVerdict(
                    file.toString(),
                    format,
                    asked.isPresent() ? asked.get().name() : format.usualModel(),
                    Verdict.INCONCLUSIVE,
                    0,
                    "none",
                    0,
                    "the file is too large for the memory of this JVM ("
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB); give it more with -Xmx",
                    null);
        }
    }

    /**
     * The format of a file, told from its beginning.
     *
     * @throws IllegalArgumentException if it cannot be told
     * @throws IOException if it cannot be read
     */
    public static HistoryFormat detect(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(FormatDetector.BYTES);
            return FormatDetector.detect(beginning)
                    .orElseThrow(() -> new FormatException(
                            file.toString(),
                            1,
                            1,
                            "expected a history in one of the formats " + String.join(", ", HistoryFormat.labels())
                                    + ", found none of their beginnings; name the format if it is one of them"));
        }
    }

    private static Recording read(Path file, HistoryFormat format) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return switch (format) {
                case KNOSSOS_EDN, PORCUPINE_KV -> EdnHistory.read(new SourceText(file.toString(), reader));
                case JEPSEN_LOG -> JepsenLog.read(file.toString(), reader);
                case STAMPEDE ->
                    throw new IllegalArgumentException(
                            file + " is one of our own histories: expected it to be read as such and checked by its"
                                    + " checks, or with LinearizabilityCheck against a model");
            };
        }
    }

    private static ObjectKind<?, ?, ?> told(Recording recording, HistoryFormat format) {
        return recording.calls().stream()
                .map(RecordedCall::function)
                .distinct()
                .map(ObjectKinds::toldBy)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> ObjectKinds.named(format.usualModel()));
    }

    private static <S, I, O> FileVerdict decide(
            Path file,
            HistoryFormat format,
            ObjectKind<S, I, O> kind,
            Conventions conventions,
            Recording recording,
            CheckBudget budget) {
        List<ObservedCall<I, O>> calls = new ArrayList<>();
        for (RecordedCall call : recording.calls()) {
            try {
                kind.read(call, conventions).ifPresent(calls::add);
            } catch (IllegalArgumentException e) {
                throw new FormatException(
                        file.toString(),
                        recording.line(call.number()),
                        1,
                        Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        }
        LinearizabilityResult result = LinearizabilityChecker.standard().check(kind.model(conventions), calls, budget);
        double millis = result.decidedNanos() / 1e6;
        @Nullable Explanation why = result.explanation();
        return new FileVerdict(
                file.toString(),
                format,
                kind.name(),
                result.verdict(),
                result.operations(),
                result.algorithm(),
                millis,
                result.reason(),
                why == null ? null : why.counterexample());
    }
}
