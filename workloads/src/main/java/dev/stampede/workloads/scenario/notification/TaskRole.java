package dev.stampede.workloads.scenario.notification;

/** What a client does for one job in one life. Used by the client's thread. */
interface TaskRole {

    /** Does what is due. */
    void step() throws Exception;

    /** Records the end of this life's work for the job. */
    void end();
}
