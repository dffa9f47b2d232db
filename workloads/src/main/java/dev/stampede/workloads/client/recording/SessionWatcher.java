package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event.SessionState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * The default watcher of a recorded handle. It records session events, then passes them to the next watcher.
 *
 * <p>An {@code Expired} event has three possible origins: the server, a timer of the client (3.9.3 and later), or a
 * fake. Only in the first case has the session ended at the server. The client library then has a negotiated timeout of
 * 0 ({@code ClientCnxn.SendThread.onConnected}), which distinguishes this case.
 */
public final class SessionWatcher implements Watcher {

    private static final long CONSTRUCTION_SECONDS = 10;

    /** The source of the session states other than the end of the session. */
    public enum States {
        FROM_EVENTS,
        FROM_CURATOR
    }

    private final ClientRecorder recorder;
    private final States states;
    private final CountDownLatch attached = new CountDownLatch(1);
    private volatile @Nullable Watcher next;
    private volatile @Nullable RecordedHandle handle;
    private boolean connectedBefore; // only used by the event thread of the handle

    public SessionWatcher(ClientRecorder recorder, States states, @Nullable Watcher next) {
        this.recorder = recorder;
        this.states = states;
        this.next = next;
    }

    /**
     * Sets the handle of the session. The event thread of the handle starts before the constructor of the handle
     * returns, and waits for this call.
     */
    void attach(RecordedHandle made) {
        handle = made;
        attached.countDown();
    }

    void next(@Nullable Watcher watcher) {
        next = watcher;
    }

    @Override
    public void process(WatchedEvent event) {
        RecordedHandle about = awaitHandle();
        if (about != null && event.getType() == Event.EventType.None) {
            record(event.getState(), about);
        }
        Watcher behind = next;
        if (behind != null) {
            behind.process(event);
        }
    }

    private void record(Event.KeeperState state, RecordedHandle about) {
        if (state == Event.KeeperState.Expired) {
            recordExpiry(about);
        } else if (states == States.FROM_EVENTS) {
            recordConnection(state, about);
        }
    }

    private void recordExpiry(RecordedHandle about) {
        if (about.serverSaidExpired()) {
            recorder.sessionChanged(SessionState.EXPIRED, about, null);
            return;
        }
        if (states == States.FROM_EVENTS) {
            recorder.sessionChanged(SessionState.LOST, about, null);
        }
        recorder.note("the client abandoned its session 0x" + Long.toHexString(about.getSessionId()) + ", although no"
                + " server reported its expiry");
    }

    private void recordConnection(Event.KeeperState state, RecordedHandle about) {
        if (state == Event.KeeperState.SyncConnected || state == Event.KeeperState.ConnectedReadOnly) {
            SessionState to = connectedBefore ? SessionState.RECONNECTED : SessionState.CONNECTED;
            connectedBefore = true;
            recorder.sessionChanged(to, about, about.address());
        } else if (state == Event.KeeperState.Disconnected) {
            recorder.sessionChanged(SessionState.SUSPENDED, about, null);
        }
    }

    private @Nullable RecordedHandle awaitHandle() {
        RecordedHandle about = handle;
        if (about != null) {
            return about;
        }
        try {
            if (!attached.await(CONSTRUCTION_SECONDS, TimeUnit.SECONDS)) {
                return null; // the constructor threw, so the handle does not exist
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return handle;
    }
}
