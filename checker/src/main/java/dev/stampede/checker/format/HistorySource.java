package dev.stampede.checker.format;

import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files, plain or gzip. The content decides, not the file name. */
final class HistorySource {
    private static final int BUFFER = 1 << 13;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private HistorySource() {}

    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("expected a file, found the folder " + file);
        }
        InputStream raw = Files.newInputStream(file);
        try {
            return unpacked(file, raw);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(Path file, InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first != GZIP_FIRST || (second != GZIP_SECOND && second >= 0)) {
            return in;
        }
        try {
            return new GZIPInputStream(in, BUFFER);
        } catch (EOFException e) {
            throw unreadable(file, "expected more compressed data, found the end of the file: it is truncated");
        } catch (ZipException e) {
            throw unreadable(file, "expected intact compressed data: " + e.getMessage());
        }
    }

    private static FormatException unreadable(Path file, String why) {
        return new FormatException(new FormatProblem(file.toString(), 1, 1, why));
    }

    /**
     * At most {@code most} bytes from the beginning of a file as a string, without a byte order mark. Malformed UTF-8
     * becomes replacement characters.
     */
    static String beginning(Path file, int most) throws IOException {
        byte[] buffer = new byte[Math.min(most, BUFFER)];
        int length = 0;
        try (InputStream in = open(file)) {
            int read;
            while (length < most && (read = in.read(buffer, length, buffer.length - length)) > 0) {
                length += read;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.min(most, 2 * length));
                }
            }
        } catch (EOFException | ZipException e) {
            // A truncated or damaged file still shows its format; its reader will report the damage.
            return text(buffer, length);
        }
        return text(buffer, length);
    }

    private static String text(byte[] buffer, int length) {
        String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
