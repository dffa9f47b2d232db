package dev.stampede.reports.timeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Encodes columns of whole numbers for the page. Each value is written as the zigzag-coded difference to the value
 * before, in seven bits per byte, lowest bits first; the highest bit of a byte is set if another byte follows. Values
 * must fit in 53 bits, the precision of a number in JavaScript. Not thread-safe.
 */
final class ColumnEncoder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long last;

    /** Starts a column. The value before the first one is 0. */
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

    /** Compresses bytes with gzip and encodes them in Base64 for embedding in a page. */
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
