package dev.stampede.nemesis.tap;

import dev.stampede.checker.history.data.Opcode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type in the header of a request: {@code org.apache.zookeeper.ZooDefs.OpCode} of ZooKeeper 3.9, including the
 * types that only the client library sends.
 */
public enum WireOpcode {
    CREATE(1, Opcode.CREATE),
    DELETE(2, Opcode.DELETE),
    EXISTS(3, Opcode.EXISTS),
    GET_DATA(4, Opcode.GET_DATA),
    SET_DATA(5, Opcode.SET_DATA),
    GET_ACL(6, Opcode.GET_ACL),
    SET_ACL(7, Opcode.SET_ACL),
    GET_CHILDREN(8, Opcode.GET_CHILDREN),
    SYNC(9, Opcode.SYNC),
    PING(11, null),
    GET_CHILDREN2(12, Opcode.GET_CHILDREN),
    CHECK(13, null),
    MULTI(14, Opcode.MULTI),
    CREATE2(15, Opcode.CREATE),
    RECONFIG(16, Opcode.RECONFIG),
    CHECK_WATCHES(17, null),
    REMOVE_WATCHES(18, Opcode.REMOVE_WATCHES),
    CREATE_CONTAINER(19, Opcode.CREATE_CONTAINER),
    DELETE_CONTAINER(20, null),
    CREATE_TTL(21, Opcode.CREATE_TTL),
    MULTI_READ(22, Opcode.MULTI_READ),
    AUTH(100, null),
    SET_WATCHES(101, null),
    SASL(102, null),
    GET_EPHEMERALS(103, Opcode.GET_EPHEMERALS),
    GET_ALL_CHILDREN_NUMBER(104, Opcode.GET_ALL_CHILDREN_NUMBER),
    SET_WATCHES2(105, null),
    ADD_WATCH(106, Opcode.ADD_WATCH),
    WHO_AM_I(107, Opcode.WHO_AM_I),
    CLOSE_SESSION(-11, Opcode.CLOSE),
    /** A type that is not in this list. */
    OTHER(Integer.MIN_VALUE, null);

    private static final Map<Integer, WireOpcode> BY_CODE = new HashMap<>();

    static {
        for (WireOpcode opcode : values()) {
            BY_CODE.put(opcode.code, opcode);
        }
    }

    private final int code;
    private final @Nullable Opcode opcode;

    WireOpcode(int code, @Nullable Opcode opcode) {
        this.code = code;
        this.opcode = opcode;
    }

    /** The type with this number, {@link #OTHER} if it is not in this list. */
    public static WireOpcode of(int code) {
        return BY_CODE.getOrDefault(code, OTHER);
    }

    /** The number on the wire; for {@link #OTHER}, a number that is never on the wire. */
    public int code() {
        return code;
    }

    /** ZooKeeper's name of the type. */
    @Override
    public String toString() {
        return opcode == null ? name().toLowerCase(Locale.ROOT) : opcode.toString();
    }

    /** The opcode in histories; null for types that have none, such as those that only the client library sends. */
    public @Nullable Opcode opcode() {
        return opcode;
    }

    /** Whether the answer has a body after its header, if it is not an error. */
    boolean answersWithBody() {
        return switch (this) {
            case DELETE,
                    PING,
                    AUTH,
                    SET_WATCHES,
                    SET_WATCHES2,
                    CLOSE_SESSION,
                    ADD_WATCH,
                    REMOVE_WATCHES,
                    CHECK_WATCHES,
                    OTHER -> false;
            default -> true;
        };
    }

    /** Whether the answer of this request ends with a Stat. */
    boolean answersWithStat() {
        return switch (this) {
            case CREATE2,
                    CREATE_CONTAINER,
                    CREATE_TTL,
                    EXISTS,
                    GET_DATA,
                    SET_DATA,
                    GET_ACL,
                    SET_ACL,
                    GET_CHILDREN2,
                    RECONFIG -> true;
            default -> false;
        };
    }
}
