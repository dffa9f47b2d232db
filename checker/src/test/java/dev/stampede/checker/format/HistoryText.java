package dev.stampede.checker.format;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.model.ReadingOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** A history as text; tests write it to a file and decide it. */
record HistoryText(Path folder, String text, HistoryFileChecker.Options options) {
    static HistoryText in(Path folder, String text) {
        return new HistoryText(folder, text, HistoryFileChecker.Options.DETECTED);
    }

    HistoryText as(String format) {
        return new HistoryText(
                folder,
                text,
                new HistoryFileChecker.Options(
                        options.model(), Optional.of(format), options.readingOptions(), options.keys()));
    }

    HistoryText against(String model) {
        return new HistoryText(
                folder,
                text,
                new HistoryFileChecker.Options(
                        Optional.of(model), options.format(), options.readingOptions(), options.keys()));
    }

    HistoryText keyed(KeyDetection keys) {
        return new HistoryText(
                folder,
                text,
                new HistoryFileChecker.Options(options.model(), options.format(), options.readingOptions(), keys));
    }

    HistoryText with(UnaryOperator<ReadingOptions> readingOptions) {
        return new HistoryText(
                folder,
                text,
                new HistoryFileChecker.Options(options.model(), options.format(), readingOptions, options.keys()));
    }

    FileVerdict decided() {
        return decided(text.getBytes(StandardCharsets.UTF_8));
    }

    FileVerdict decidedCompressed(int leftOut) throws IOException {
        Path packed = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(packed);
        return decided(java.util.Arrays.copyOf(whole, whole.length - leftOut));
    }

    FileVerdict decided(byte[] bytes) {
        try {
            Path file = Files.write(folder.resolve("history"), bytes);
            return HistoryFileChecker.checkFile(file, options, CheckBudget.of(Duration.ofSeconds(10), 1 << 26));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
