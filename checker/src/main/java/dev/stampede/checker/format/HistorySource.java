package dev.stampede.checker.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files, compressed by gzip or plain. Bytes that are no UTF-8 become replacement characters. */
final class HistorySource {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private HistorySource() {}

    static Reader open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("expected a file, found the folder " + file);
        }
        InputStream raw = Files.newInputStream(file);
        try {
            return new InputStreamReader(unpacked(file, raw), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(Path file, InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        if (magic != GZIP_MAGIC) {
            return in;
        }
        try {
            return new GZIPInputStream(in, BUFFER);
        } catch (EOFException | ZipException e) {
            throw new FormatException(new FormatProblem(
                    file.toString(), 1, 1, "expected compressed data that is whole: " + e.getMessage()));
        }
    }

    /** Up to so many characters from the beginning of a file, without a byte order mark. */
    static String beginning(Path file, int characters) throws IOException {
        char[] buffer = new char[characters];
        int length = 0;
        try (Reader reader = open(file)) {
            int read;
            while (length < characters && (read = reader.read(buffer, length, characters - length)) > 0) {
                length += read;
            }
        } catch (EOFException | ZipException e) {
            // A file that is cut off or damaged still shows its format; whoever reads it will meet the damage.
            return text(buffer, length);
        }
        return text(buffer, length);
    }

    private static String text(char[] buffer, int length) {
        String text = new String(buffer, 0, length);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
