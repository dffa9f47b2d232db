package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * The watcher sessions, one at each member, on a path that no fault affects. They watch a subtree.
 *
 * <p>Their owner closes them.
 */
final class Watchers implements AutoCloseable {
    private final List<WatcherSession> sessions = new ArrayList<>();

    Watchers(Ensemble ensemble, String chroot, String path, HarnessSession.Opener opener, Journal journal) {
        for (Member member : ensemble.members()) {
            sessions.add(new WatcherSession(
                    member.number(),
                    member.directAddress() + chroot,
                    path,
                    opener,
                    WatcherSession.MAX_ZNODES,
                    journal));
        }
    }

    /** Starts all sessions. */
    void start() {
        sessions.forEach(WatcherSession::start);
    }

    /** Closes all sessions at the same time, because ZooKeeper's client takes 100 ms to close one. */
    @Override
    public void close() {
        sessions.forEach(WatcherSession::beginClose);
        sessions.forEach(WatcherSession::close);
    }

    /** Converts a {@code Stat} of ZooKeeper to that of the history. */
    static ZnodeStat stat(org.apache.zookeeper.data.Stat s) {
        return new ZnodeStat(
                s.getCzxid(),
                s.getMzxid(),
                s.getPzxid(),
                s.getMtime(),
                s.getVersion(),
                s.getCversion(),
                s.getAversion(),
                s.getEphemeralOwner(),
                s.getDataLength(),
                s.getNumChildren());
    }

    /** An observation of a missing znode: it was deleted after {@code afterZxid}, at {@code zxid} at the latest. */
    static Event absent(int member, String path, long afterZxid, long zxid, long atNanos) {
        return new Event.ZnodeObserved(member, ZnodeChange.ABSENT, path, zxid, afterZxid, null, atNanos);
    }
}
