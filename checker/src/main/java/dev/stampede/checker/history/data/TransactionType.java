package dev.stampede.checker.history.data;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of a transaction in ZooKeeper's transaction log: the types of {@code org.apache.zookeeper.ZooDefs.OpCode}
 * for which {@code FileTxnLog} of ZooKeeper 3.4 to 3.9 writes an entry.
 */
public enum TransactionType {
    CREATE(1, Opcode.CREATE),
    DELETE(2, Opcode.DELETE),
    SET_DATA(5, Opcode.SET_DATA),
    SET_ACL(7, Opcode.SET_ACL),
    /** The check of a version, only as a part of a multi. */
    CHECK(13, null),
    MULTI(14, Opcode.MULTI),
    CREATE2(15, Opcode.CREATE),
    RECONFIG(16, Opcode.RECONFIG),
    CREATE_CONTAINER(19, Opcode.CREATE_CONTAINER),
    /** The leader deletes an empty container or an expired TTL znode. */
    DELETE_CONTAINER(20, null),
    CREATE_TTL(21, Opcode.CREATE_TTL),
    CREATE_SESSION(-10, null),
    /** A client closes its session, or the leader ends an expired session. */
    CLOSE_SESSION(-11, Opcode.CLOSE),
    /** A write that the leader refused; it changes nothing, but has a zxid. */
    ERROR(-1, null),
    /** A type that is not in this list. */
    OTHER(Integer.MIN_VALUE, null);

    private static final Map<Integer, TransactionType> BY_CODE = new HashMap<>();

    static {
        for (TransactionType type : values()) {
            BY_CODE.put(type.code, type);
        }
    }

    private final int code;
    private final @Nullable Opcode opcode;

    TransactionType(int code, @Nullable Opcode opcode) {
        this.code = code;
        this.opcode = opcode;
    }

    /** The type with this number, {@link #OTHER} if it is not in this list. */
    public static TransactionType of(int code) {
        return BY_CODE.getOrDefault(code, OTHER);
    }

    /** The number in the header of the transaction; for {@link #OTHER}, a number that no transaction has. */
    public int code() {
        return code;
    }

    /** The opcode of the requests that cause such a transaction; null if a client cannot request it alone. */
    public @Nullable Opcode opcode() {
        return opcode;
    }

    /** Whether the transaction creates one znode. */
    public boolean creates() {
        return opcode != null && opcode.creates();
    }

    /** Whether the transaction deletes one znode. */
    public boolean deletes() {
        return this == DELETE || this == DELETE_CONTAINER;
    }

    /** ZooKeeper's name. */
    @Override
    public String toString() {
        if (opcode != null && this != CLOSE_SESSION) {
            return this == CREATE2 ? "create2" : opcode.toString();
        }
        return switch (this) {
            case DELETE_CONTAINER -> "deleteContainer";
            case CREATE_SESSION -> "createSession";
            case CLOSE_SESSION -> "closeSession";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
