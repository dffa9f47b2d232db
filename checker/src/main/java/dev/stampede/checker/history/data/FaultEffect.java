package dev.stampede.checker.history.data;

/**
 * An effect of a fault on members, on clients or on the links between them. Checks test effects and never the name of a
 * fault family, so a new kind of fault requires no change of a check.
 */
public enum FaultEffect {
    /** Links between members drop all data in at least one direction. */
    CUTS_MEMBERS,
    /** Server processes are killed. */
    KILLS_MEMBERS,
    /** Server processes are paused and resumed. */
    PAUSES_MEMBERS,
    /** Servers run short of a resource (CPU, memory, disk), or its operations fail. */
    STARVES_MEMBERS,
    /** Links between clients and members drop all data in at least one direction. */
    CUTS_CLIENTS,
    /** Another connection closes a client's session on the server; the client learns of it later. */
    CLOSES_CLIENT_SESSION,
    /** A client is cut off until the server has expired its session. */
    EXPIRES_CLIENT_SESSION,
    /** A client is notified that its session has expired although the server keeps the session. */
    FAKES_SESSION_EXPIRY,
    /** The JVM of clients is killed. */
    KILLS_CLIENT_JVM,
    /** The JVM of clients is paused and resumed. */
    PAUSES_CLIENT_JVM
}
