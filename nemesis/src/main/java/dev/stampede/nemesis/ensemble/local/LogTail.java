package dev.stampede.nemesis.ensemble.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last lines of log files. Reads at most the last 4 MiB of each file. */
final class LogTail {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private LogTail() {}

    /** The last lines of the concatenated files. A missing file counts as empty. */
    static List<String> of(List<Path> files, int atMost) {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(linesOf(file));
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - atMost), lines.size()));
    }

    private static List<String> linesOf(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, reader.length() - MAX_BYTES);
            byte[] bytes = new byte[(int) (reader.length() - start)];
            reader.seek(start);
            reader.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : Arrays.asList(text.split("\r?\n"));
        } catch (IOException e) {
            return List.of("(" + file + " cannot be read: " + e + ")");
        }
    }
}
