package dev.stampede.checker.history.data;

/**
 * What a fault does to members, to clients and to the links between them. Checks ask for effects, never for the name of a
 * fault's family, so that a new kind of fault needs no change of any check.
 */
public enum FaultEffect {
    /** Links between members carry nothing, at least one way. */
    CUTS_MEMBERS,
    /** Server processes end. */
    KILLS_MEMBERS,
    /** Server processes stop running for a while and continue. */
    PAUSES_MEMBERS,
    /** Servers have little of a resource (processor time, memory, disk), or an error of it. */
    STARVES_MEMBERS,
    /** Links between clients and members carry nothing, at least one way. */
    CUTS_CLIENTS,
    /** A client's session is closed on the server by somebody else; its client learns of it later. */
    CLOSES_CLIENT_SESSION,
    /** A client is cut off until the server has expired its session. */
    EXPIRES_CLIENT_SESSION,
    /** A client is made to believe that its session has expired, although the server keeps it. */
    FAKES_SESSION_EXPIRY,
    /** The JVM of clients ends. */
    KILLS_CLIENT_JVM,
    /** The JVM of clients stops running for a while and continues. */
    PAUSES_CLIENT_JVM
}
