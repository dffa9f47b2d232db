package dev.stampede.reports.timeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Columns of whole numbers, as the page reads them: one column after another, each value the zigzag of its difference
 * to the one before, in groups of seven bits, the lowest first. Values fit in 53 bits, as the browser's do.
 *
 * <p>Not thread-safe.
 */
final class ColumnEncoder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long last;

    /** Begins a column: the first difference is to 0. */
    ColumnEncoder begin() {
        last = 0;
        return this;
    }

    /** Adds a value to the column. */
    ColumnEncoder add(long value) {
        long difference = value - last;
        last = value;
        long zigzag = (difference << 1) ^ (difference >> 63);
        while ((zigzag & ~0x7fL) != 0) {
            bytes.write((int) ((zigzag & 0x7f) | 0x80));
            zigzag >>>= 7;
        }
        bytes.write((int) zigzag);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** What a page embeds: gzip, then Base64. */
    static String pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
