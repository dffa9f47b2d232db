package dev.stampede.workloads.scenario.notification;

/** What a client does for one job in one of its lives. Used by the client's thread. */
interface TaskRole {

    /** Does what is due. */
    void step() throws Exception;

    /** Records that it does no more. */
    void end();
}
