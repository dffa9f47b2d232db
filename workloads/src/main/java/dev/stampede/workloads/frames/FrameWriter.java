package dev.stampede.workloads.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to a file ({@link FrameFormat}). Not thread-safe. Its memory is bounded by the connections and paths.
 */
final class FrameWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    /** More than any record has. */
    private static final int MAX_RECORD = FrameFormat.MAX_PATH_BYTES + 256;

    private record Key(int client, int member, long connection) {}

    private final OutputStream out;
    /** The records that are not compressed yet. */
    private final ByteBuffer records = ByteBuffer.allocate(BUFFER_BYTES);

    private final Map<Key, Integer> indices = new HashMap<>();
    private final List<FrameFormat.Connection> connections = new ArrayList<>();
    private final Map<String, Integer> paths = new HashMap<>();
    private long lastNanos;
    private long lastZxid;

    FrameWriter(OutputStream raw) throws IOException {
        out = new FastGzip(raw);
        out.write(FrameFormat.FIRST_LINE.getBytes(StandardCharsets.US_ASCII));
    }

    /** Compresses with the least CPU time, because clients and members need the processors. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream raw) throws IOException {
            super(raw, BUFFER_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** @throws IOException if the file cannot be created or exists already */
    static FrameWriter create(Path file) throws IOException {
        return new FrameWriter(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void write(FrameRecord frame) throws IOException {
        if (records.remaining() < MAX_RECORD) {
            compress();
        }
        Key key = new Key(frame.client(), frame.member(), frame.connection());
        Integer known = indices.get(key);
        int index = known == null ? connections.size() : known;
        FrameFormat.Connection connection = known == null
                ? new FrameFormat.Connection(frame.client(), frame.member(), frame.connection())
                : connections.get(known);
        boolean newSession = connection.session != frame.session();
        octet(kind(frame) | (frame.watch() ? FrameFormat.WATCH_BIT : 0) | (newSession ? FrameFormat.SESSION_BIT : 0));
        signed(frame.atNanos() - lastNanos);
        lastNanos = frame.atNanos();
        number(index);
        if (known == null) {
            indices.put(key, index);
            connections.add(connection);
            number(frame.client());
            number(frame.member());
            number(frame.connection());
        }
        if (newSession) {
            records.putLong(frame.session());
            connection.session = frame.session();
        }
        number(frame.length());
        body(frame, connection);
    }

    @SuppressWarnings("EnumOrdinal") // FrameFormat defines the numbers
    private static int kind(FrameRecord frame) {
        return frame.kind().ordinal();
    }

    private void body(FrameRecord frame, FrameFormat.Connection connection) {
        switch (frame.kind()) {
            case CONNECT -> zxid(frame);
            case CONNECTED -> {
                // The session says everything.
            }
            case REQUEST -> {
                signed((long) frame.xid() - connection.requestXid);
                connection.requestXid = frame.xid();
                signed(frame.opcode().code());
                path(frame.path());
            }
            case REPLY -> {
                signed((long) frame.xid() - connection.replyXid);
                connection.replyXid = frame.xid();
                signed(frame.opcode().code());
                signed(frame.error());
                zxid(frame);
                path(frame.path());
            }
            case WATCH_EVENT -> {
                zxid(frame);
                signed(frame.watchType());
                signed(frame.watchState());
                path(frame.path());
            }
        }
    }

    private void zxid(FrameRecord frame) {
        signed(frame.zxid() - lastZxid);
        lastZxid = frame.zxid();
    }

    private void path(@Nullable String path) {
        if (path == null) {
            number(FrameFormat.NO_PATH);
            return;
        }
        Integer known = paths.get(path);
        if (known != null) {
            number(FrameFormat.FIRST_KNOWN_PATH + known);
            return;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        number(FrameFormat.NEW_PATH);
        number(bytes.length);
        records.put(bytes);
        if (paths.size() < FrameFormat.MAX_PATHS) {
            paths.put(path, paths.size());
        }
    }

    private void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        octet((int) rest);
    }

    private void octet(int value) {
        records.put((byte) value);
    }

    private void compress() throws IOException {
        out.write(records.array(), 0, records.position());
        records.clear();
    }

    /** Passes all frames to the operating system. */
    void flush() throws IOException {
        compress();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        compress();
        out.close();
    }
}
