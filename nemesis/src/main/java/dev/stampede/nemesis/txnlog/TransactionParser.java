package dev.stampede.nemesis.txnlog;

import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.nemesis.tap.JuteReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes entries of a transaction log: a {@code TxnHeader}, the record of its type, and since 3.6 possibly a {@code
 * TxnDigest} of the tree. Not thread-safe.
 */
final class TransactionParser {
    private static final int DIGEST_BYTES = 8;
    /** The length of a {@code TxnDigest}: a version and a digest of the tree. */
    private static final int TREE_DIGEST = 12;

    private final MessageDigest sha256;

    TransactionParser() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parts of a record. */
    private record Content(List<Part> parts, boolean known, int error) {
        static Content of(Part part) {
            return new Content(List.of(part), true, 0);
        }
    }

    /** The transaction in the payload of an entry; null if the payload is no transaction. */
    @Nullable
    LoggedTransaction parse(byte[] payload) {
        try {
            return read(payload);
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private @Nullable LoggedTransaction read(byte[] payload) {
        JuteReader in = new JuteReader(ByteBuffer.wrap(payload));
        long session = in.readLong();
        int cxid = in.readInt();
        long zxid = in.readLong();
        long time = in.readLong();
        TransactionType type = TransactionType.of(in.readInt());
        int headerEnd = payload.length - in.remaining();
        Content content;
        int end = headerEnd;
        if (type == TransactionType.CLOSE_SESSION) {
            content = closeSession(payload, headerEnd);
        } else if (type == TransactionType.OTHER) {
            content = new Content(List.of(), false, 0);
            end = payload.length;
        } else {
            content = content(in, type);
            if (!endsAfterTreeDigest(in)) {
                return null;
            }
            end = payload.length - in.remaining();
        }
        return new LoggedTransaction(
                zxid,
                session,
                cxid,
                time,
                type,
                content.parts(),
                content.known(),
                content.error(),
                digest(payload, end));
    }

    private static boolean endsAfterTreeDigest(JuteReader in) {
        return in.remaining() == 0 || in.remaining() == TREE_DIGEST;
    }

    private Content content(JuteReader in, TransactionType type) {
        return switch (type) {
            case CREATE_SESSION -> {
                in.readInt(); // the timeout
                yield new Content(List.of(), true, 0);
            }
            case ERROR -> new Content(List.of(), true, in.readInt());
            case MULTI -> multi(in);
            default -> Content.of(part(in, type));
        };
    }

    /**
     * The record of a closeSession, {@code CloseSessionTxn}, exists since 3.6 and can be disabled. A {@code TxnDigest}
     * can follow it, or stand alone.
     */
    private static Content closeSession(byte[] payload, int from) {
        JuteReader in = new JuteReader(ByteBuffer.wrap(payload, from, payload.length - from));
        List<Part> deleted = new ArrayList<>();
        try {
            int count = in.readInt();
            boolean paths = count >= 0;
            for (int i = 0; i < count && paths; i++) {
                String path = in.readString();
                paths = path.startsWith("/");
                deleted.add(new Part(TransactionType.DELETE, path, 0, false, null));
            }
            if (paths && endsAfterTreeDigest(in)) {
                return new Content(deleted, true, 0);
            }
        } catch (BufferUnderflowException e) {
            // It has no list.
        }
        return new Content(List.of(), false, 0);
    }

    /**
     * If an operation is refused, its record and those of all later operations are errors ({@code
     * PrepRequestProcessor}); the code of the later ones is RUNTIMEINCONSISTENCY.
     */
    private Content multi(JuteReader in) {
        List<Part> parts = new ArrayList<>();
        int error = 0;
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            TransactionType type = TransactionType.of(in.readInt());
            byte[] record = in.readBuffer();
            JuteReader content = new JuteReader(ByteBuffer.wrap(record == null ? new byte[0] : record));
            if (type == TransactionType.ERROR) {
                int code = content.readInt();
                // An operation before the refused one has no error, so the first code is the reason.
                error = error == 0 ? (code == 0 ? ResultCode.RUNTIMEINCONSISTENCY.value() : code) : error;
                parts.add(new Part(TransactionType.ERROR, "", 0, false, null));
            } else {
                parts.add(part(content, type));
            }
        }
        return new Content(parts, true, error);
    }

    private Part part(JuteReader in, TransactionType type) {
        if (type == TransactionType.OTHER || type == TransactionType.MULTI || type == TransactionType.CREATE_SESSION) {
            return new Part(TransactionType.OTHER, "", 0, false, null);
        }
        String path = in.readString();
        return switch (type) {
            case CREATE, CREATE2 -> {
                String data = data(in);
                in.skipAcls();
                boolean ephemeral = in.readBoolean();
                // CreateTxnV0, before 3.4, has no cversion.
                boolean current = in.remaining() >= 4 && in.remaining() != TREE_DIGEST;
                yield new Part(type, path, current ? in.readInt() : -1, ephemeral, data);
            }
            case CREATE_CONTAINER -> {
                String data = data(in);
                in.skipAcls();
                yield new Part(type, path, in.readInt(), false, data);
            }
            case CREATE_TTL -> {
                String data = data(in);
                in.skipAcls();
                int cversion = in.readInt();
                in.readLong(); // the TTL
                yield new Part(type, path, cversion, false, data);
            }
            case SET_DATA, RECONFIG -> {
                String data = data(in);
                yield new Part(type, path, in.readInt(), false, data);
            }
            case SET_ACL -> {
                in.skipAcls();
                yield new Part(type, path, in.readInt(), false, null);
            }
            case CHECK -> new Part(type, path, in.readInt(), false, null);
            default -> new Part(type, path, 0, false, null);
        };
    }

    private String data(JuteReader in) {
        byte[] data = in.readBuffer();
        return digest(data == null ? new byte[0] : data, data == null ? 0 : data.length);
    }

    private String digest(byte[] bytes, int length) {
        sha256.update(bytes, 0, length);
        return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    }
}
