package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.proto.RequestHeader;
import org.jspecify.annotations.Nullable;

/** The common part of recorded handles: the recording of requests, the session, and the close. */
@SuppressWarnings("try") // close() may throw InterruptedException, as in ZooKeeper
public abstract class RecordedHandle extends ZooKeeperAdmin implements ClientSession {

    private final ClientRecorder recorder;
    private final SessionWatcher watcher;
    private final Set<String> connectEntries;
    private final AtomicInteger order = new AtomicInteger();
    private volatile boolean closing;

    /** @param config null for ZooKeeper's default */
    RecordedHandle(
            ClientRecorder recorder,
            SessionWatcher watcher,
            String connectString,
            int sessionTimeoutMillis,
            ReadOnly readOnly,
            @Nullable ZKClientConfig config)
            throws IOException {
        super(
                connectString,
                sessionTimeoutMillis,
                watcher,
                readOnly == ReadOnly.ALLOWED,
                config == null ? new ZKClientConfig() : config);
        this.recorder = recorder;
        this.watcher = watcher;
        this.connectEntries = new HashSet<>(List.of(connectString.split("/", 2)[0].split(",", -1)));
    }

    /** Whether the handle may connect to a read-only server, which has lost its quorum. */
    public enum ReadOnly {
        ALLOWED,
        REFUSED
    }

    /** Replaces the watcher that receives events after the recorder. */
    @Override
    public synchronized void register(@Nullable Watcher next) {
        if (watcher == null) {
            super.register(next); // called by the superclass constructor
        } else {
            watcher.next(next);
        }
    }

    /**
     * Closes the session. This method sends the request itself, because the library does not report whether the server
     * answered it. The library's own close then only ends the threads of the handle.
     */
    @Override
    public synchronized void close() throws InterruptedException {
        if (!getState().isAlive()) {
            super.close();
            return;
        }
        boolean interrupted = false;
        closing = true;
        SentAttempt attempt = recorder.sent(this, Opcode.CLOSE, null);
        try {
            RequestHeader header = new RequestHeader();
            header.setType(ZooDefs.OpCode.closeSession);
            int code = cnxn.submitRequest(header, null, null, null).getErr();
            attempt.called(code, null);
            if (ResultCode.of(code) == ResultCode.OK) {
                recorder.sessionChanged(SessionState.CLOSED, this, null);
            }
        } catch (InterruptedException interruption) {
            interrupted = true;
        }
        super.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final long id() {
        return getSessionId();
    }

    @Override
    public final byte[] password() {
        return getSessionPasswd();
    }

    /** The zxid of the last reply: an upper bound for the zxid of the reply that was just received. */
    @Override
    public final long lastZxid() {
        return Math.max(0, cnxn.getLastZxid());
    }

    @Override
    public final int negotiatedMillis() {
        return getSessionId() == 0 ? 0 : Math.max(0, getSessionTimeout());
    }

    final boolean serverSaidExpired() {
        return getSessionId() != 0 && getSessionTimeout() <= 0;
    }

    @Override
    public final @Nullable String address() {
        if (!getState().isConnected() || !(testableRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            return null;
        }
        String named = remote.getHostString() + ":" + remote.getPort();
        if (remote.getAddress() == null || connectEntries.contains(named)) {
            return named;
        }
        // The library resolves addresses to names, so its name may differ from the connect string.
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }

    @Override
    public final int nextOrder() {
        return order.getAndIncrement();
    }

    @Override
    public final boolean closing() {
        return closing;
    }

    final SentAttempt sent(Opcode opcode, @Nullable String path) {
        return recorder.sent(this, opcode, path);
    }

    /**
     * Runs a synchronous request. If the thread is interrupted, the attempt stays open: the request was sent, and no
     * thread waits for the answer.
     */
    final <T> T call(SentAttempt attempt, Call<T> request, BiConsumer<SentAttempt, T> ok)
            throws KeeperException, InterruptedException {
        T result;
        try {
            result = request.run();
        } catch (KeeperException refused) {
            attempt.answered(ResultCode.of(refused.code().intValue()));
            throw refused;
        } catch (IllegalArgumentException | IllegalStateException neverSent) {
            attempt.answered(ResultCode.BADARGUMENTS);
            throw neverSent;
        }
        ok.accept(attempt, result);
        return result;
    }

    final void run(SentAttempt attempt, Run request) throws KeeperException, InterruptedException {
        try {
            request.run();
        } catch (KeeperException refused) {
            attempt.answered(ResultCode.of(refused.code().intValue()));
            throw refused;
        } catch (IllegalArgumentException | IllegalStateException neverSent) {
            attempt.answered(ResultCode.BADARGUMENTS);
            throw neverSent;
        }
        attempt.ok();
    }

    /** Queues a request whose callback completes the attempt. */
    final void queue(SentAttempt attempt, Runnable request) {
        try {
            request.run();
        } catch (IllegalArgumentException | IllegalStateException neverSent) {
            attempt.answered(ResultCode.BADARGUMENTS);
            throw neverSent;
        }
    }

    /** A synchronous request with a result. */
    interface Call<T> {
        T run() throws KeeperException, InterruptedException;
    }

    /** A synchronous request without a result. */
    interface Run {
        void run() throws KeeperException, InterruptedException;
    }
}
