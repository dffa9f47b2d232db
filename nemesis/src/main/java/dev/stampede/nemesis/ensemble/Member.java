package dev.stampede.nemesis.ensemble;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.txnlog.LogLimits;
import dev.stampede.nemesis.txnlog.MemberLog;
import java.io.IOException;
import java.util.List;

/**
 * One ZooKeeper server of an ensemble.
 *
 * <p>Safe to use from several threads. A method throws {@link UnsupportedOperationException} if the ensemble lacks the
 * {@link Capability} for it.
 */
public interface Member {

    /** Its number in the ensemble, from 1. */
    int number();

    /** Whether it votes (PARTICIPANT); an observer does not. */
    boolean voting();

    /** The ZooKeeper version that it runs, or will run after it is started. */
    String version();

    /** Its present status, queried over a path that no fault affects; takes about 1 s at most. */
    Status status();

    /** The address ({@code host:port}) at which it serves clients, on a path that no fault affects. */
    String directAddress();

    /** Starts it if it does not run. Returns immediately. */
    void start();

    /** Kills it (SIGKILL), also while it is paused, and waits until its process has ended. */
    void kill();

    /** Kills it if it runs, and starts it with this version. */
    void restart(String version);

    /** Pauses its process (SIGSTOP). Idempotent. */
    void pause();

    /** Resumes a paused process (SIGCONT). Idempotent. */
    void resume();

    /** Whether its process exists, paused or not. */
    boolean alive();

    /** Whether the operating system reports its process as stopped. */
    boolean paused();

    /** Its resources, for faults that exhaust them. */
    default MemberResources resources() {
        throw new UnsupportedOperationException("member " + number()
                + " shares the resources of its machine; to limit them for one member, use --ensemble containers");
    }

    /**
     * Reads its transaction log, whether it runs or not. If it runs, its last transactions may not be on its disk yet.
     *
     * @throws IOException if a file cannot be read
     * @throws UnsupportedOperationException if the harness has no access to its disk; the message says so
     */
    default MemberLog transactionLog(LogLimits limits) throws IOException {
        throw new UnsupportedOperationException("the harness does not read the disk of member " + number()
                + "; it reads the transaction logs of local ensembles only");
    }

    /** The last {@code atMost} lines of its log. */
    List<String> log(int atMost);

    /**
     * The status that a member reports.
     *
     * @param epoch the epoch of its last zxid; 0 if not known
     * @param zxid its last zxid; 0 if not known
     * @param detail for people, such as the error of the query
     */
    record Status(MemberRole role, long epoch, long zxid, String detail) {
        /** Whether it is the leader, or a standalone server. */
        public boolean leads() {
            return role == MemberRole.LEADING || role == MemberRole.STANDALONE;
        }

        /** Whether it answers, even if it is looking for a leader. */
        public boolean answers() {
            return serves() || role == MemberRole.LOOKING;
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
