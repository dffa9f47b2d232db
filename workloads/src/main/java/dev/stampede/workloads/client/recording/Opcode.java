package dev.stampede.workloads.client.recording;

/** A kind of request, named as the history names it. {@code create2} is a create, and {@code getChildren2} a read. */
public enum Opcode {
    CREATE("create", Effect.WRITES),
    CREATE_CONTAINER("createContainer", Effect.WRITES),
    CREATE_TTL("createTTL", Effect.WRITES),
    DELETE("delete", Effect.WRITES),
    SET_DATA("setData", Effect.WRITES),
    SET_ACL("setACL", Effect.WRITES),
    MULTI("multi", Effect.WRITES),
    RECONFIG("reconfig", Effect.WRITES),
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

    String text() {
        return text;
    }

    /** Whether it can change what other clients see. */
    boolean writes() {
        return effect == Effect.WRITES;
    }

    boolean creates() {
        return this == CREATE || this == CREATE_CONTAINER || this == CREATE_TTL;
    }
}
