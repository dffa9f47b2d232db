package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * The watcher sessions: one at each member, on a path that no fault touches, that watch a part of the tree.
 *
 * <p>Whoever made them closes them.
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

    /** Starts to watch. */
    void start() {
        sessions.forEach(WatcherSession::start);
    }

    @Override
    public void close() {
        sessions.forEach(WatcherSession::close);
    }

    /** What ZooKeeper's {@code Stat} says, as the history writes it. */
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

    /** An observation of a znode that is gone: it was deleted after one state and no later than another. */
    static Event absent(int member, String path, long afterZxid, long zxid, long atNanos) {
        return new Event.ZnodeObserved(member, ZnodeChange.ABSENT, path, zxid, afterZxid, null, atNanos);
    }
}
