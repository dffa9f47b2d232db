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
 * Reads histories from files, those that other tools recorded and our own, and decides them against a model. Files may be
 * compressed by gzip. Reading is a stream: what is held is what the operations said, not the text. Safe to share between
 * threads.
 */
public final class HistoryFileChecker {
    private HistoryFileChecker() {}

    /**
     * How a file is to be read.
     *
     * @param model empty for the one that the history itself shows
     * @param format empty for the one that the file's beginning shows
     * @param conventions changes those of the format
     * @param keys whether values begin with a key; our own histories and Porcupine's have keys of their own
     */
    public record Options(
            Optional<String> model,
            Optional<String> format,
            UnaryOperator<ReadingOptions> conventions,
            KeyDetection keys) {
        /** Everything as the file itself shows. */
        public static final Options DETECTED =
                new Options(Optional.empty(), Optional.empty(), UnaryOperator.identity());

        /** As the first operation shows whether values begin with a key. */
        public Options(Optional<String> model, Optional<String> format, UnaryOperator<ReadingOptions> conventions) {
            this(model, format, conventions, KeyDetection.DETECTED);
        }
    }

    /**
     * Reads and decides one file. A file too large for this JVM's memory is inconclusive.
     *
     * @throws FormatException if it is not what its format prescribes; the message lists what is wrong
     * @throws IllegalArgumentException if there is no such model or format, or if the format cannot be told
     * @throws IOException if it cannot be read
     */
    public static FileVerdict checkFile(Path file, Options options, CheckBudget budget) throws IOException {
        FileFormat format = format(file, options);
        try {
            return read(file, format, options).decide(budget);
        } catch (OutOfMemoryError e) {
            return new FileVerdict(
                    file.toString(),
                    format,
                    options.model().orElse(format.usualModel()),
                    Verdict.INCONCLUSIVE,
                    0,
                    "none",
                    0,
                    "the file is too large for the memory of this JVM ("
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB); give it more with -Xmx",
                    null,
                    List.of());
        }
    }

    /**
     * Reads one file.
     *
     * @throws FormatException if it is not what its format prescribes; the message lists what is wrong
     * @throws IllegalArgumentException if there is no such model or format, or if the format cannot be told
     * @throws IOException if it cannot be read
     */
    public static LoadedHistory<?, ?, ?> read(Path file, Options options) throws IOException {
        return read(file, format(file, options), options);
    }

    /**
     * The format of a file, told from its beginning.
     *
     * @throws IllegalArgumentException if it cannot be told
     * @throws IOException if it cannot be read
     */
    public static FileFormat detect(Path file) throws IOException {
        return FormatDetector.detect(HistorySource.beginning(file, FormatDetector.BYTES))
                .orElseThrow(() -> new FormatException(new FormatProblem(
                        file.toString(),
                        1,
                        1,
                        "expected a history in one of the formats " + String.join(", ", FileFormat.labels())
                                + ", found none of their beginnings; name the format if it is one of them")));
    }

    private static FileFormat format(Path file, Options options) throws IOException {
        return options.format().isPresent()
                ? FileFormat.labelled(options.format().get())
                : detect(file);
    }

    private static LoadedHistory<?, ?, ?> read(Path file, FileFormat format, Options options) throws IOException {
        ClassPreloader.begin();
        Optional<ObjectKind<?, ?, ?>> asked = options.model().map(ObjectKinds::named);
        ReadingOptions conventions = options.conventions().apply(format.conventions());
        if (format == FileFormat.STAMPEDE) {
            return StampedeFile.read(
                    file,
                    asked.orElseThrow(() -> new IllegalArgumentException(file
                            + " is one of our own histories: expected the model to be named, one of "
                            + String.join(", ", ObjectKinds.names()))),
                    conventions);
        }
        ProblemCollector problems = new ProblemCollector(file.toString());
        CallReader calls = new CallReader(problems, conventions, asked, ObjectKinds.named(format.usualModel()));
        OperationAssembler gatherer = new OperationAssembler(calls, new KeyedValues(options.keys()));
        try (InputStream in = HistorySource.open(file)) {
            SourceText text = SourceText.of(file.toString(), in);
            if (format == FileFormat.JEPSEN_LOG) {
                new JepsenLog(text, gatherer, problems).read();
            } else {
                new EdnHistory(format, text, gatherer, problems).read();
            }
        }
        problems.throwIfAny();
        return calls.result().loaded(file.toString(), format);
    }
}
