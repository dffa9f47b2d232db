package dev.stampede.workloads.scenario.membership;

import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** One life of a client: a session in which it uses several groups. Used by the client's thread. */
public interface GroupClient {

    /**
     * The use of a group. Called once for each group.
     *
     * @param group the path of the group
     * @param id the id of this client in the group
     */
    Membership membership(String group, String id) throws Exception;

    /** Whether it can join and leave groups now. */
    default boolean ready() throws Exception {
        return connected() != null;
    }

    /**
     * The handle if it is connected; if the last session has ended, the handle of a new one. Null if it is not
     * connected, or if only a user's class knows the znodes of its members.
     */
    @Nullable
    ZooKeeper connected() throws Exception;

    /** Closes the session. */
    void close() throws Exception;
}
