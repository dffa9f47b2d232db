package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event.SessionState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * The default watcher of a recorded handle: records what it hears of the session, then tells the watcher behind it.
 *
 * <p>An {@code Expired} event has three origins: the server said so, the client's own timer ran out (3.9.3 and later),
 * or somebody faked it. Only the first ends the session at the server; the client library then has a negotiated timeout
 * of 0 ({@code ClientCnxn.SendThread.onConnected}), which is how they are told apart.
 */
public final class SessionWatcher implements Watcher {

    private static final long CONSTRUCTION_SECONDS = 10;

    /** Who tells of the states that are not the end of a session. */
    public enum States {
        FROM_EVENTS,
        FROM_CURATOR
    }

    private final ClientRecorder recorder;
    private final States states;
    private final CountDownLatch attached = new CountDownLatch(1);
    private volatile @Nullable Watcher next;
    private volatile @Nullable RecordedHandle handle;
    private boolean connectedBefore; // only touched by the handle's event thread

    public SessionWatcher(ClientRecorder recorder, States states, @Nullable Watcher next) {
        this.recorder = recorder;
        this.states = states;
        this.next = next;
    }

    /** The handle whose session this is about. Its event thread starts before its constructor is done, and waits here. */
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
        recorder.note("the client gave its session 0x" + Long.toHexString(about.getSessionId())
                + " up without having heard from a server that it expired");
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
                return null; // the constructor threw; nobody has this handle
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return handle;
    }
}
