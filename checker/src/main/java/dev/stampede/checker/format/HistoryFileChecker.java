package dev.stampede.checker.format;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import dev.stampede.checker.edn.SourceText;
import dev.stampede.checker.linearizability.ClassPreloader;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ReadingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads history files, of Stampede and of other tools, and decides them against a model. Files can be compressed with
 * gzip. A file is read as a stream, so only the operations are kept in memory, not the text. Safe to share between
 * threads.
 */
public final class HistoryFileChecker {
    private HistoryFileChecker() {}

    /**
     * How to read a file.
     *
     * @param model the model; if empty, it is detected from the history
     * @param format the format; if empty, it is detected from the beginning of the file
     * @param readingOptions changes the reading options of the format
     * @param keys whether values begin with a key; the formats {@code stampede} and {@code porcupine-kv} have separate
     *     keys
     */
    public record Options(
            Optional<String> model,
            Optional<String> format,
            UnaryOperator<ReadingOptions> readingOptions,
            KeyDetection keys) {
        /** Detects everything from the file. */
        public static final Options DETECTED =
                new Options(Optional.empty(), Optional.empty(), UnaryOperator.identity());

        /** Detects from the first operation whether values begin with a key. */
        public Options(Optional<String> model, Optional<String> format, UnaryOperator<ReadingOptions> readingOptions) {
            this(model, format, readingOptions, KeyDetection.DETECTED);
        }
    }

    /**
     * Reads and decides one file. A file that is too large for the memory of this JVM is inconclusive.
     *
     * @throws FormatException if the file violates its format; the message lists the problems
     * @throws IllegalArgumentException if the model or format does not exist, or the format cannot be detected
     * @throws IOException if the file cannot be read
     */
    public static FileVerdict checkFile(Path file, Options options, CheckBudget budget) throws IOException {
        FileFormat format = format(file, options);
        try {
            return read(file, format, options).decide(budget);
        } catch (OutOfMemoryError e) {
            return new FileVerdict(
                    file.toString(),
                    format,
                    options.model().orElse(format.defaultModel()),
                    Verdict.INCONCLUSIVE,
                    0,
                    "none",
                    0,
                    "the file is too large for the memory of this JVM ("
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB); increase it with -Xmx",
                    null,
                    List.of());
        }
    }

    /**
     * Reads one file.
     *
     * @throws FormatException if the file violates its format; the message lists the problems
     * @throws IllegalArgumentException if the model or format does not exist, or the format cannot be detected
     * @throws IOException if the file cannot be read
     */
    public static LoadedHistory<?, ?, ?> read(Path file, Options options) throws IOException {
        return read(file, format(file, options), options);
    }

    /**
     * Detects the format of a file from its beginning.
     *
     * @throws IllegalArgumentException if it matches no format
     * @throws IOException if the file cannot be read
     */
    public static FileFormat detect(Path file) throws IOException {
        return FormatDetector.detect(HistorySource.beginning(file, FormatDetector.BYTES))
                .orElseThrow(() -> new FormatException(new FormatProblem(
                        file.toString(),
                        1,
                        1,
                        "expected a history in one of the formats " + String.join(", ", FileFormat.labels())
                                + ", found none of them at the beginning of the file; name the format with --format")));
    }

    private static FileFormat format(Path file, Options options) throws IOException {
        return options.format().isPresent()
                ? FileFormat.ofLabel(options.format().get())
                : detect(file);
    }

    private static LoadedHistory<?, ?, ?> read(Path file, FileFormat format, Options options) throws IOException {
        ClassPreloader.begin();
        Optional<ObjectKind<?, ?, ?>> asked = options.model().map(ObjectKinds::named);
        ReadingOptions readingOptions = options.readingOptions().apply(format.readingOptions());
        if (format == FileFormat.STAMPEDE) {
            return StampedeFile.read(
                    file,
                    asked.orElseThrow(() -> new IllegalArgumentException(file
                            + " is a history of Stampede: expected --model with one of "
                            + String.join(", ", ObjectKinds.names()))),
                    readingOptions);
        }
        ProblemCollector problems = new ProblemCollector(file.toString());
        CallReader calls = new CallReader(problems, readingOptions, asked, ObjectKinds.named(format.defaultModel()));
        OperationAssembler assembler = new OperationAssembler(calls, new KeyedValues(options.keys()));
        try (InputStream in = HistorySource.open(file)) {
            SourceText text = SourceText.of(file.toString(), in);
            if (format == FileFormat.JEPSEN_LOG) {
                new JepsenLog(text, assembler, problems).read();
            } else {
                new EdnHistory(format, text, assembler, problems).read();
            }
        }
        problems.throwIfAny();
        return calls.result().loaded(file.toString(), format);
    }
}
