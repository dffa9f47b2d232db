package dev.stampede.workloads.user;

/**
 * Your leader election, for the scenario {@code election}. All clients take part in one election; the class knows its
 * path.
 *
 * <p>Each object is a candidate. It is created, started, asked again and again whether it leads, and closed some time
 * after it began to lead; then the client creates the next one. Its client leads as long as the answers are true.
 *
 * <p><b>What is checked.</b> At most one client leads at a time. A leader that is disconnected answers false within 100
 * ms of running time of its JVM, because its session may end at any moment; set {@code policy=session} of the check
 * {@code single-master} for a class that answers false only when its session is lost. While candidates are connected,
 * there is a leader within a time that is derived from the settings. A class that opens its own handles is judged by
 * its answers only.
 *
 * <p><b>Token.</b> The epoch of a leader is the czxid of its ephemeral znode. It is known only for a class that takes a
 * {@code CuratorFramework} and creates this znode below the path in the setting {@code key}.
 *
 * <p>Without the interface, methods are found by name: {@code isLeader()} or {@code hasLeadership()}, {@code close()}
 * or {@code stop()}, and, if the class has it, {@code start()}.
 */
public interface UserElection extends UserObject {

    /**
     * Enters the election. Called once, after the constructor. May block for its requests, but not until the client
     * leads. After an exception the client closes the candidate, and creates another one.
     */
    default void start() throws Exception {}

    /** Whether this client leads now. Must not block, because it is called every 20 ms. */
    boolean isLeader() throws Exception;

    /** Leaves the election, so that another candidate can lead. May block for its requests. */
    @Override
    void close() throws Exception;
}
