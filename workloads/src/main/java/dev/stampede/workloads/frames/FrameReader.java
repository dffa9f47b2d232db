package dev.stampede.workloads.frames;

import dev.stampede.nemesis.tap.WireOpcode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a run ({@link FrameFormat}). A file that ends early, because the run was killed, is read up to
 * its last complete record. Not thread-safe.
 */
public final class FrameReader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_FIRST_LINE = 100;
    private static final FrameRecord.Kind[] KINDS = FrameRecord.Kind.values();

    private final DataInputStream in;
    private final List<FrameFormat.Connection> connections = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private long lastNanos;
    private long lastZxid;

    private FrameReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** The file of frames in the folder of a run. */
    public static Path in(Path runFolder) {
        return runFolder.resolve(FrameFormat.FILE_NAME);
    }

    /**
     * Passes all frames to a visitor, in the order in which they were written.
     *
     * @return whether the file is complete
     * @throws IOException if the file cannot be read, is no file of frames, or has another version of the format
     */
    public static boolean forEach(Path file, Consumer<FrameRecord> visitor) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            return forEach(file.toString(), raw, visitor);
        }
    }

    static boolean forEach(String file, InputStream raw, Consumer<FrameRecord> visitor) throws IOException {
        try {
            FrameReader reader = new FrameReader(new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES)));
            reader.firstLine(file);
            while (true) {
                int head = reader.in.read();
                if (head < 0) {
                    return true;
                }
                visitor.accept(reader.read(file, head));
            }
        } catch (EOFException e) {
            return false;
        }
    }

    private void firstLine(String file) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_FIRST_LINE && (line.isEmpty() || line.charAt(line.length() - 1) != '\n')) {
            line.append((char) in.readUnsignedByte());
        }
        if (!line.toString().equals(FrameFormat.FIRST_LINE)) {
            throw new IOException(
                    file + ": expected the first line \"" + FrameFormat.FIRST_LINE.strip() + "\", found \""
                            + line.toString().strip() + "\""
                            + (line.indexOf(FrameFormat.NAME) == 0 ? "; read it with the release that wrote it" : ""));
        }
    }

    private FrameRecord read(String file, int head) throws IOException {
        int kindNumber = head & FrameFormat.KIND_BITS;
        if (kindNumber >= KINDS.length) {
            throw damaged(file, "a kind of frame", kindNumber);
        }
        FrameRecord.Kind kind = KINDS[kindNumber];
        lastNanos += signed();
        FrameFormat.Connection connection = connection(file);
        if ((head & FrameFormat.SESSION_BIT) != 0) {
            connection.session = in.readLong();
        }
        int length = (int) number();
        int xid = xid(kind, connection);
        boolean request = kind == FrameRecord.Kind.REQUEST;
        boolean reply = kind == FrameRecord.Kind.REPLY;
        boolean event = kind == FrameRecord.Kind.WATCH_EVENT;
        WireOpcode opcode = request || reply ? WireOpcode.of((int) signed()) : WireOpcode.OTHER;
        int error = reply ? (int) signed() : 0;
        long zxid = reply || event || kind == FrameRecord.Kind.CONNECT ? zxid() : 0;
        int type = event ? (int) signed() : 0;
        int state = event ? (int) signed() : 0;
        String path = request || reply || event ? path(file) : null;
        return new FrameRecord(
                lastNanos,
                connection.client,
                connection.member,
                connection.number,
                connection.session,
                kind,
                length,
                xid,
                opcode,
                path,
                error,
                zxid,
                (head & FrameFormat.WATCH_BIT) != 0,
                type,
                state);
    }

    private FrameFormat.Connection connection(String file) throws IOException {
        long index = number();
        if (index > connections.size()) {
            throw damaged(file, "a connection of at most " + connections.size(), index);
        }
        if (index == connections.size()) {
            connections.add(new FrameFormat.Connection((int) number(), (int) number(), number()));
        }
        return connections.get((int) index);
    }

    private int xid(FrameRecord.Kind kind, FrameFormat.Connection connection) throws IOException {
        return switch (kind) {
            case REQUEST -> connection.requestXid += (int) signed();
            case REPLY -> connection.replyXid += (int) signed();
            case WATCH_EVENT -> -1;
            case CONNECT, CONNECTED -> 0;
        };
    }

    private long zxid() throws IOException {
        lastZxid += signed();
        return lastZxid;
    }

    private @Nullable String path(String file) throws IOException {
        long number = number();
        if (number == FrameFormat.NO_PATH) {
            return null;
        }
        if (number >= FrameFormat.FIRST_KNOWN_PATH) {
            long index = number - FrameFormat.FIRST_KNOWN_PATH;
            if (index >= paths.size()) {
                throw damaged(file, "a path of at most " + paths.size(), index);
            }
            return paths.get((int) index);
        }
        long length = number();
        if (length < 0 || length > FrameFormat.MAX_PATH_BYTES) {
            throw damaged(file, "a path of at most " + FrameFormat.MAX_PATH_BYTES + " bytes", length);
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        String path = new String(bytes, StandardCharsets.UTF_8);
        if (paths.size() < FrameFormat.MAX_PATHS) {
            paths.add(path);
        }
        return path;
    }

    private long signed() throws IOException {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    private long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = in.readUnsignedByte();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IOException("expected a number of at most 64 bits");
    }

    private static IOException damaged(String file, String expected, long found) {
        return new IOException(file + " is damaged: expected " + expected + ", found " + found);
    }
}
