package dev.stampede.checker.history.io;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history file, plain or gzip, as a whole or as a stream of events.
 *
 * <p>A file that ends early (the run was killed, the disk was full) is read up to its last complete line, and {@link
 * #truncation()} returns the reason. Every other defect is a {@link HistoryFormatException} with file, line and column.
 * Not thread-safe. Memory is bounded by the longest line, which has at most {@link #MAX_LINE_BYTES} bytes.
 */
public final class HistoryReader implements AutoCloseable {
    /** The maximum length of a line. */
    public static final int MAX_LINE_BYTES = 1 << 26;

    private static final String NO_HEADER = "expected the first line of a history, found ";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 10];
    private int length;
    private long lineNumber;
    private @Nullable String truncation;
    private final RunHeader header;

    private HistoryReader(String file, InputStream raw) throws IOException {
        this.file = file;
        this.in = opened(raw);
        this.header = readHeader();
    }

    /**
     * Opens a file and reads its first line.
     *
     * @throws HistoryFormatException if the file is no history, or has another version of the format
     */
    public static HistoryReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new HistoryReader(file.toString(), raw);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Reads a whole file into memory; {@link History} describes the memory that this requires. */
    public static History read(Path file) throws IOException {
        try (HistoryReader reader = open(file)) {
            History.Builder builder = History.builder(reader.header());
            reader.forEach(event -> reader.add(builder, event));
            String truncation = reader.truncation();
            if (truncation != null) {
                builder.truncated(truncation);
            }
            return builder.build();
        } catch (Contradiction e) {
            throw e.placed;
        }
    }

    /** Whether a file is a history of Stampede, of any version. The rest of the file may be truncated or damaged. */
    public static boolean recognises(Path file) throws IOException {
        String begin = "{\"format\":\"" + HistoryFormat.NAME + "\"";
        try (InputStream in = unpacked(Files.newInputStream(file))) {
            return new String(in.readNBytes(begin.length()), StandardCharsets.UTF_8).equals(begin);
        } catch (EOFException | ZipException e) {
            return false;
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    private InputStream opened(InputStream raw) throws IOException {
        try {
            return unpacked(raw);
        } catch (EOFException e) {
            throw new HistoryFormatException(file, 1, 1, NO_HEADER + "an incomplete line");
        } catch (ZipException e) {
            throw new HistoryFormatException(file, 1, 1, NO_HEADER + "damaged data: " + e.getMessage());
        }
    }

    private RunHeader readHeader() throws IOException {
        if (!nextLine()) {
            throw new HistoryFormatException(
                    file, 1, 1, NO_HEADER + (truncation == null ? "an empty file" : "an incomplete line"));
        }
        try {
            return HistoryFormat.header(line, length);
        } catch (HistoryFormatException.Unplaced e) {
            throw e.in(file, lineNumber);
        }
    }

    public RunHeader header() {
        return header;
    }

    /**
     * Passes all remaining events to the visitor, in the order of their lines.
     *
     * @throws HistoryFormatException if a line is malformed, after the visitor received the events before it
     */
    public void forEach(Consumer<? super Event> visitor) throws IOException {
        while (nextLine()) {
            Event event;
            try {
                event = HistoryFormat.event(line, length);
            } catch (HistoryFormatException.Unplaced e) {
                throw e.in(file, lineNumber);
            }
            visitor.accept(event);
        }
    }

    private void add(History.Builder builder, Event event) {
        try {
            builder.add(event);
        } catch (IllegalArgumentException e) {
            throw new Contradiction(new HistoryFormatException(file, lineNumber, 1, String.valueOf(e.getMessage())));
        }
    }

    /** Carries a contradiction between events out of the visitor. */
    private static final class Contradiction extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final HistoryFormatException placed;

        Contradiction(HistoryFormatException placed) {
            super(placed);
            this.placed = placed;
        }
    }

    /** Why the file ends early, known once all of it has been read; null if the file is complete. */
    public @Nullable String truncation() {
        return truncation;
    }

    /**
     * Reads up to the next line feed; false at the end of the file, where {@link #truncation} is set if the last line
     * is incomplete.
     */
    private boolean nextLine() throws IOException {
        length = 0;
        lineNumber++;
        if (truncation != null) {
            return false;
        }
        while (true) {
            if (position == limit && !fill()) {
                return false;
            }
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            keep(end - position);
            position = end;
            if (end < limit) {
                position++;
                return true;
            }
        }
    }

    private void keep(int more) throws HistoryFormatException {
        if (length + more > MAX_LINE_BYTES) {
            throw new HistoryFormatException(
                    file, lineNumber, MAX_LINE_BYTES, "expected a line of at most " + MAX_LINE_BYTES + " bytes");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
        }
        System.arraycopy(buffer, position, line, length, more);
        length += more;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        try {
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            if (limit == 0 && length > 0) {
                truncate("the last line is incomplete");
            }
        } catch (EOFException e) {
            truncate("the compressed data ends early");
        } catch (ZipException e) {
            throw new HistoryFormatException(
                    file, lineNumber, length + 1L, "expected intact compressed data: " + e.getMessage());
        }
        return limit > 0;
    }

    private void truncate(String defect) {
        long whole = lineNumber - 1;
        truncation = "the history is truncated: " + defect + "; the " + whole + " complete lines before it were read";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
