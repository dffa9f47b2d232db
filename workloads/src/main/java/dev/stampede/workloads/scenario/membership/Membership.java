package dev.stampede.workloads.scenario.membership;

/**
 * What a client does with one group: it can be a member, and it can watch the members. Used by the client's thread.
 *
 * <p>An exception means that it is unknown whether the call took effect.
 */
public interface Membership {

    /**
     * Joins the group with this data. Returns when the recipe has accepted the call; the client becomes a member soon
     * afterwards.
     */
    void join(String data) throws Exception;

    /** Replaces the data of this member. */
    void setData(String data) throws Exception;

    /** Leaves the group. */
    void leave() throws Exception;

    /** Whether {@link #setData} only starts a background request, so that it needs no connection. */
    default boolean setsDataInBackground() {
        return false;
    }

    /**
     * Lets a hand-written recipe do its work, and records the present view of the group if it has changed. Called every
     * 20 ms.
     */
    void observe(RecordedView view) throws Exception;
}
