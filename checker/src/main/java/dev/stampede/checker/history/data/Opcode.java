package dev.stampede.checker.history.data;

/**
 * The kind of a ZooKeeper request. {@code create2} is a {@link #CREATE}, and {@code getChildren2} a {@link
 * #GET_CHILDREN}. Its text form is the name in ZooKeeper's client API.
 */
public enum Opcode {
    CREATE("create", Effect.WRITES),
    CREATE_CONTAINER("createContainer", Effect.WRITES),
    CREATE_TTL("createTTL", Effect.WRITES),
    DELETE("delete", Effect.WRITES),
    SET_DATA("setData", Effect.WRITES),
    SET_ACL("setACL", Effect.WRITES),
    MULTI("multi", Effect.WRITES),
    RECONFIG("reconfig", Effect.WRITES),
    /** The client closes its session. */
    CLOSE("close", Effect.WRITES),
    MULTI_READ("multiRead", Effect.READS),
    EXISTS("exists", Effect.READS),
    GET_DATA("getData", Effect.READS),
    GET_ACL("getACL", Effect.READS),
    GET_CHILDREN("getChildren", Effect.READS),
    GET_ALL_CHILDREN_NUMBER("getAllChildrenNumber", Effect.READS),
    GET_EPHEMERALS("getEphemerals", Effect.READS),
    SYNC("sync", Effect.READS),
    ADD_WATCH("addWatch", Effect.READS),
    REMOVE_WATCHES("removeWatches", Effect.READS),
    WHO_AM_I("whoAmI", Effect.READS);

    private enum Effect {
        WRITES,
        READS
    }

    private final String text;
    private final Effect effect;

    Opcode(String text, Effect effect) {
        this.text = text;
        this.effect = effect;
    }

    /**
     * The opcode with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Opcode named(String text) {
        for (Opcode opcode : values()) {
            if (opcode.text.equals(text)) {
                return opcode;
            }
        }
        throw new IllegalArgumentException("expected an opcode such as create or getData, found \"" + text + "\"");
    }

    /** Whether the request can change state that other clients see. */
    public boolean writes() {
        return effect == Effect.WRITES;
    }

    /** Whether the request creates one znode. */
    public boolean creates() {
        return this == CREATE || this == CREATE_CONTAINER || this == CREATE_TTL;
    }

    /** Whether the request is a multi: several writes, or several reads, in one transaction. */
    public boolean multi() {
        return this == MULTI || this == MULTI_READ;
    }

    /**
     * Whether the client library reports a success of such a request even if it receives no reply: it removes watches
     * locally, and ignores a lost reply to {@code whoAmI}.
     */
    public boolean successMayBeMadeUp() {
        return this == REMOVE_WATCHES || this == WHO_AM_I;
    }

    /** ZooKeeper's name. */
    @Override
    public String toString() {
        return text;
    }
}
