package dev.stampede.nemesis.txnlog;

import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.nemesis.txnlog.LogFileEnd.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.Adler32;

/**
 * Reads one file of ZooKeeper's transaction log ({@code log.<zxid>}), as {@code FileTxnLog} of ZooKeeper 3.4 to 3.9
 * writes it:
 * <pre>
 * file:   "ZKLG"  version (int)  dbid (long)  entry*  zeros
 * entry:  Adler-32 of the payload (long)  length (int)  payload  0x42
 * </pre>
 *
 * <p>It reads entry by entry, and keeps one entry of at most {@value #MAX_ENTRY} bytes. It stops at the first length of
 * zero, so it does not read the preallocated rest of a file. Any content of a file leads to a {@link LogFileEnd}, never
 * to an exception. Stateless.
 */
public final class LogFileReader {
    /** The largest accepted length of a payload in bytes; the largest request, {@code jute.maxbuffer}, is 1 MiB. */
    static final int MAX_ENTRY = 16 << 20;

    private static final int MAGIC = 0x5a4b4c47; // ZKLG
    private static final int FILE_HEADER = 16;
    private static final int ENTRY_HEADER = 12;
    private static final byte ENTRY_END = 0x42;
    private static final int VERSION = 2;

    private LogFileReader() {}

    /**
     * Passes the transactions of a file to the sink, in the order of the file.
     *
     * @throws IOException if the stream cannot be read
     */
    public static LogFileEnd read(InputStream in, LogLimits limits, Consumer<LoggedTransaction> sink)
            throws IOException {
        byte[] header = in.readNBytes(FILE_HEADER);
        if (header.length < FILE_HEADER) {
            // The member had created the file, but not yet written its header.
            return new LogFileEnd(Reason.TORN, 0, "the header has " + header.length + " of 16 bytes");
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int magic = fields.getInt();
        int version = fields.getInt();
        if (magic != MAGIC || version != VERSION) {
            return new LogFileEnd(
                    Reason.NO_LOG,
                    0,
                    String.format("expected the header \"ZKLG\" and version 2, found %08x and %d", magic, version));
        }
        return readEntries(in, limits, sink);
    }

    private static LogFileEnd readEntries(InputStream in, LogLimits limits, Consumer<LoggedTransaction> sink)
            throws IOException {
        TransactionParser parser = new TransactionParser();
        long position = FILE_HEADER;
        for (int count = 0; ; count++) {
            byte[] header = in.readNBytes(ENTRY_HEADER);
            if (header.length < ENTRY_HEADER) {
                return header.length == 0
                        ? new LogFileEnd(Reason.COMPLETE, position, "")
                        : new LogFileEnd(Reason.TORN, position, "the file ends in the header of an entry");
            }
            long checksum = ByteBuffer.wrap(header).getLong();
            int length = ByteBuffer.wrap(header).getInt(Long.BYTES);
            if (length == 0) {
                return new LogFileEnd(Reason.PREALLOCATED, position, "");
            } else if (length < 0 || length > MAX_ENTRY) {
                return new LogFileEnd(Reason.CORRUPT, position, "an entry has the length " + length);
            }
            long next = position + ENTRY_HEADER + length + 1;
            if (count >= limits.transactions() || next > limits.bytes()) {
                return new LogFileEnd(Reason.LIMIT, position, "the limit is reached");
            }
            byte[] payload = in.readNBytes(length);
            if (payload.length < length || in.read() != ENTRY_END) {
                return new LogFileEnd(Reason.TORN, position, "the last entry is not complete");
            }
            LoggedTransaction transaction = hasChecksum(payload, checksum) ? parser.parse(payload) : null;
            if (transaction == null) {
                String why = hasChecksum(payload, checksum) ? "an entry is no transaction" : "a checksum is wrong";
                return new LogFileEnd(Reason.CORRUPT, position, why);
            }
            sink.accept(transaction);
            position = next;
        }
    }

    private static boolean hasChecksum(byte[] payload, long checksum) {
        Adler32 adler = new Adler32();
        adler.update(payload, 0, payload.length);
        return adler.getValue() == checksum;
    }
}
