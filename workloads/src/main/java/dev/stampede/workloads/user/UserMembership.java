package dev.stampede.workloads.user;

import java.util.Map;

/**
 * Your group membership, for the scenario {@code membership}. A group is named by a path such as {@code
 * /membership/g0}, which need not exist. More is checked for a class that takes a {@code CuratorFramework} and creates
 * an ephemeral znode with the data of each member, such as {@code /membership/g0/c3} for the member {@code c3}.
 *
 * <p>Each client can be a member of each group, under its own name, and asks repeatedly for the members of all groups.
 * From time to time it closes its object, sometimes without leaving, and creates another one in a new session.
 *
 * <p><b>What is checked.</b> Within times that are derived from the settings, and while no fault acts, {@link #members}
 * shows each member that has joined and has not left, with the data of its last join, also after its session has ended
 * and its client has a new session. It shows no member that has left or whose object was closed, and never data with
 * which no client has joined. Doubts that the object reports do not change what is checked.
 */
public interface UserMembership extends UserObject {

    /**
     * Joins a group, and stays in it until it leaves or the object is closed. May block for its requests.
     *
     * @param member the name of this client in the group
     * @param data a short text without blanks and without {@code =}, which no other join of the run has
     * @throws Exception if it is unknown whether the client is a member now; the client then leaves
     */
    void join(String group, String member, String data) throws Exception;

    /**
     * Leaves a group. Called after a join, also after one that threw, unless the object is closed first. May block for
     * its requests.
     *
     * @throws Exception if it is unknown whether the client is still a member; it is then called again
     */
    void leave(String group) throws Exception;

    /**
     * The data of the members by name, as far as this client knows. Called often; may block for requests.
     *
     * @throws Exception if it knows no members that it may use; the client then uses none until the next call
     */
    Map<String, String> members(String group) throws Exception;
}
