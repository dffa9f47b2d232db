package dev.stampede.nemesis.ensemble;

import dev.stampede.checker.history.data.Event.MemberRole;
import java.util.List;

/**
 * One ZooKeeper server of an ensemble.
 *
 * <p>Safe to use from several threads. What an ensemble lacks the {@link Capability} for throws {@link
 * UnsupportedOperationException}.
 */
public interface Member {

    /** Its number in the ensemble, from 1. */
    int number();

    /** Whether it votes; an observer does not. */
    boolean voting();

    /** The ZooKeeper version that it runs, or will run when it is started. */
    String version();

    /** What it says of itself, asked now on a path that no fault touches; bounded by about a second. */
    Status status();

    /** Where it serves clients directly ({@code host:port}), on a path that no fault touches. */
    String directAddress();

    /** Starts it if it does not run. Returns at once. */
    void start();

    /** Kills it at once (SIGKILL), also while it is paused, and waits until its process is gone. */
    void kill();

    /** Starts it again, with this version. */
    void restart(String version);

    /** Stops its process (SIGSTOP). Idempotent. */
    void pause();

    /** Lets a stopped process go on (SIGCONT). Idempotent. */
    void resume();

    /** Whether its process exists, stopped or not. */
    boolean alive();

    /** Whether its process is stopped, as the operating system says. */
    boolean paused();

    /** What it lives on and can be taken from it. */
    default MemberResources resources() {
        throw new UnsupportedOperationException("member " + number()
                + " lives on what its machine has, and nothing of that can be taken from it alone; use containers for"
                + " that");
    }

    /** The lines that it has logged, the last ones if there are more than {@code atMost}. */
    List<String> log(int atMost);

    /**
     * What a member says of itself.
     *
     * @param epoch the epoch of its last zxid; 0 if not known
     * @param zxid its last zxid; 0 if not known
     * @param detail for people, such as the error that the question ended in
     */
    record Status(MemberRole role, long epoch, long zxid, String detail) {
        /** Whether it leads, alone or not. */
        public boolean leads() {
            return role == MemberRole.LEADING || role == MemberRole.STANDALONE;
        }

        /** Whether it serves clients. */
        public boolean serves() {
            return switch (role) {
                case LEADING, FOLLOWING, OBSERVING, STANDALONE -> true;
                case LOOKING, DOWN, PAUSED, UNKNOWN -> false;
            };
        }
    }
}
