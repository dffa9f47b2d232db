package dev.stampede.workloads.scenario.membership;

/**
 * What a client does with one group: it can be a member, and it can watch the members. Used by the client's thread.
 *
 * <p>An exception means that it is unknown whether the call took effect.
 */
public interface Membership {

    /** Joins the group with this data. Returns when the recipe has accepted this; the client is then a member soon. */
    void join(String data) throws Exception;

    /** Replaces the data of this member. */
    void setData(String data) throws Exception;

    /** Leaves the group. */
    void leave() throws Exception;

    /** Whether data is replaced in the background, so that this needs no connection. */
    default boolean setsDataInBackground() {
        return false;
    }

    /**
     * Lets a hand-written recipe do its work, and records the present view of the group if it has changed. Called every
     * 20 ms.
     */
    void observe(RecordedView view) throws Exception;
}
