package dev.stampede.checker.history.data;

/** How precisely the zxid of a reply is known. */
public enum ZxidKind {
    /** The frame of the reply is known, so the zxid is that of its header. */
    EXACT,
    /** The highest zxid that the session had seen when the client received the reply. */
    UPPER_BOUND
}
