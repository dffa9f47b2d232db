package dev.stampede.nemesis.tap;

import dev.stampede.checker.history.data.ZnodeStat;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decodes the kept bytes of a frame, as far as they reach. Stateless. */
final class FrameParser {
    private static final int SET_WATCHES_LISTS = 3;
    private static final int SET_WATCHES2_LISTS = 5;

    private FrameParser() {}

    /** The first frame of a client; null if the frame is no connect request. */
    static ClientFrame.@Nullable ConnectRequest connectRequest(KeptFrame kept) {
        JuteReader in = new JuteReader(kept.head());
        return orNull(() -> {
            int protocol = in.readInt();
            long lastZxid = in.readLong();
            int timeout = in.readInt();
            long session = in.readLong();
            in.skipBuffer(); // password
            return new ClientFrame.ConnectRequest(
                    protocol, lastZxid, timeout, session, in.remaining() > 0 && in.readBoolean());
        });
    }

    /** The first frame of a server; null if the frame is no answer to a connect request. */
    static ClientFrame.@Nullable ConnectResponse connectResponse(KeptFrame kept) {
        JuteReader in = new JuteReader(kept.head());
        return orNull(() -> {
            in.readInt(); // protocol version
            int timeout = in.readInt();
            long session = in.readLong();
            in.skipBuffer(); // password
            return new ClientFrame.ConnectResponse(timeout, session, in.remaining() > 0 && in.readBoolean());
        });
    }

    /** A later frame of a client; null if it has no header. */
    static ClientFrame.@Nullable Request request(KeptFrame kept) {
        JuteReader in = new JuteReader(kept.head());
        return orNull(() -> {
            int xid = in.readInt();
            WireOpcode opcode = WireOpcode.of(in.readInt());
            return request(kept, in, xid, opcode);
        });
    }

    private static ClientFrame.Request request(KeptFrame kept, JuteReader in, int xid, WireOpcode opcode) {
        return switch (opcode) {
            case PING, AUTH, SASL, CLOSE_SESSION, WHO_AM_I, RECONFIG, OTHER ->
                ClientFrame.Request.of(xid, opcode, null);
            case MULTI, MULTI_READ -> multi(in, xid, opcode);
            case SET_WATCHES, SET_WATCHES2 -> setWatches(in, xid, opcode);
            case EXISTS, GET_DATA, GET_CHILDREN, GET_CHILDREN2 -> {
                ClientFrame.Request read = ClientFrame.Request.of(xid, opcode, in.readString());
                Boolean watch = orNull(in::readBoolean);
                yield read.watching(Boolean.TRUE.equals(watch));
            }
            case DELETE, CHECK -> {
                String path = in.readString();
                yield ClientFrame.Request.of(xid, opcode, path).expecting(orNull(in::readInt));
            }
            case SET_DATA, SET_ACL ->
                ClientFrame.Request.of(xid, opcode, in.readString()).expecting(lastInt(kept, 0));
            case CREATE, CREATE2, CREATE_CONTAINER ->
                ClientFrame.Request.of(xid, opcode, in.readString()).flagged(lastInt(kept, 0));
            case CREATE_TTL ->
                ClientFrame.Request.of(xid, opcode, in.readString()).flagged(lastInt(kept, 8));
            case ADD_WATCH, REMOVE_WATCHES, CHECK_WATCHES -> {
                String path = in.readString();
                yield ClientFrame.Request.of(xid, opcode, path).watching(true).flagged(orNull(in::readInt));
            }
            default -> ClientFrame.Request.of(xid, opcode, in.readString());
        };
    }

    /** The int that is followed by exactly {@code trailing} more bytes of the frame; null if it was not kept. */
    private static @Nullable Integer lastInt(KeptFrame kept, int trailing) {
        ByteBuffer last = kept.last(4 + trailing);
        return kept.complete() && last.remaining() == 4 + trailing ? last.getInt() : null;
    }

    private static ClientFrame.Request multi(JuteReader in, int xid, WireOpcode opcode) {
        List<ClientFrame.Operation> operations = new ArrayList<>();
        try {
            while (true) {
                WireOpcode type = WireOpcode.of(in.readInt());
                boolean done = in.readBoolean();
                in.readInt(); // error
                if (done) {
                    break;
                }
                operations.add(operation(in, type));
            }
        } catch (BufferUnderflowException e) {
            // A long multi: what was kept ends here.
        }
        return new ClientFrame.Request(xid, opcode, null, false, null, null, operations, List.of(), 0);
    }

    private static ClientFrame.Operation operation(JuteReader in, WireOpcode type) {
        String path = in.readString();
        Integer version = null;
        switch (type) {
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL -> {
                in.skipBuffer();
                in.skipAcls();
                in.readInt(); // flags
                if (type == WireOpcode.CREATE_TTL) {
                    in.readLong();
                }
            }
            case SET_DATA -> {
                in.skipBuffer();
                version = in.readInt();
            }
            case DELETE, CHECK -> version = in.readInt();
            default -> in.readBoolean(); // a read of a multiRead, with its watch
        }
        return new ClientFrame.Operation(type, path, version);
    }

    private static ClientFrame.Request setWatches(JuteReader in, int xid, WireOpcode opcode) {
        long relativeZxid = in.readLong();
        List<String> paths = new ArrayList<>();
        try {
            int lists = opcode == WireOpcode.SET_WATCHES ? SET_WATCHES_LISTS : SET_WATCHES2_LISTS;
            for (int list = 0; list < lists; list++) {
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    paths.add(in.readString());
                }
            }
        } catch (BufferUnderflowException e) {
            // Many watches: what was kept ends here.
        }
        return new ClientFrame.Request(xid, opcode, null, true, null, null, List.of(), paths, relativeZxid);
    }

    /**
     * A later frame of a server; null if it has no header.
     *
     * @param state the state of the connection; the request that this frame answers is removed from it
     */
    static @Nullable ClientFrame reply(KeptFrame kept, ConnectionState state) {
        JuteReader in = new JuteReader(kept.head());
        return orNull(() -> {
            int xid = in.readInt();
            long zxid = in.readLong();
            int error = in.readInt();
            if (xid == ClientFrame.NOTIFICATION_XID) {
                return new ClientFrame.WatchEvent(zxid, in.readInt(), in.readInt(), in.readString());
            }
            ClientFrame.Request request = state.takeRequest(xid);
            return reply(kept, in, new ClientFrame.Reply(xid, zxid, error, request, null, null, List.of()));
        });
    }

    private static ClientFrame.Reply reply(KeptFrame kept, JuteReader in, ClientFrame.Reply header) {
        ClientFrame.Request request = header.request();
        if (request == null || !request.opcode().answersWithBody() || in.remaining() == 0) {
            return header;
        }
        String path = null;
        List<Integer> results = List.of();
        switch (request.opcode()) {
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, SYNC ->
                path = header.error() == 0 ? orNull(in::readString) : null;
            case MULTI, MULTI_READ -> results = results(in);
            default -> {
                // Of other replies only the Stat is decoded.
            }
        }
        ZnodeStat stat = header.error() == 0 && request.opcode().answersWithStat() ? stat(kept) : null;
        return new ClientFrame.Reply(header.xid(), header.zxid(), header.error(), request, path, stat, results);
    }

    private static @Nullable ZnodeStat stat(KeptFrame kept) {
        ByteBuffer last = kept.last(JuteReader.STAT_BYTES);
        return kept.complete() && last.remaining() == JuteReader.STAT_BYTES ? new JuteReader(last).readStat() : null;
    }

    /** The result codes of a multi: 0 for each operation if the multi succeeded. */
    private static List<Integer> results(JuteReader in) {
        List<Integer> codes = new ArrayList<>();
        try {
            while (true) {
                WireOpcode type = WireOpcode.of(in.readInt());
                boolean done = in.readBoolean();
                int error = in.readInt();
                if (done) {
                    break;
                }
                codes.add(skipResult(in, type, error));
            }
        } catch (BufferUnderflowException e) {
            // A long multi: what was kept ends here.
        }
        return codes;
    }

    private static int skipResult(JuteReader in, WireOpcode type, int error) {
        switch (type) {
            case CREATE -> in.readString();
            case CREATE2, CREATE_CONTAINER, CREATE_TTL -> {
                in.readString();
                in.readStat();
            }
            case SET_DATA -> in.readStat();
            case GET_DATA -> {
                in.skipBuffer();
                in.readStat();
            }
            case GET_CHILDREN -> {
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    in.skipBuffer();
                }
            }
            case OTHER -> {
                return in.readInt(); // an ErrorResult, whose type is -1
            }
            default -> {
                // DELETE and CHECK have no body.
            }
        }
        return error;
    }

    private static <T> @Nullable T orNull(Supplier<@Nullable T> reading) {
        try {
            return reading.get();
        } catch (BufferUnderflowException e) {
            return null;
        }
    }
}
