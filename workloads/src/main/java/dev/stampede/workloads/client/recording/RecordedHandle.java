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

/** What recorded handles share: the way of recording a request, the session, and its close. */
@SuppressWarnings("try") // its close is ZooKeeper's, which may be interrupted
public abstract class RecordedHandle extends ZooKeeperAdmin {

    private final ClientRecorder recorder;
    private final SessionWatcher watcher;
    private final Set<String> entries;
    private final AtomicInteger order = new AtomicInteger();
    private volatile boolean closing;

    /** @param config null for ZooKeeper's own */
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
        this.entries = new HashSet<>(List.of(connectString.split("/", 2)[0].split(",", -1)));
    }

    /** Whether a server that has lost its quorum may serve reads. */
    public enum ReadOnly {
        ALLOWED,
        REFUSED
    }

    /** Watches of the default watcher go to this one from now on; the session is recorded as before. */
    @Override
    public synchronized void register(@Nullable Watcher behind) {
        if (watcher == null) {
            super.register(behind); // called by a constructor of the library's
        } else {
            watcher.next(behind);
        }
    }

    /**
     * Closes the session. The request is sent here and not by the library, which does not tell whether it was answered;
     * the library's own close then only ends its threads.
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
        } catch (InterruptedException stillOpen) {
            interrupted = true;
        }
        super.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The zxid of the last reply, which is an upper bound for the reply that was just received. */
    final long lastZxid() {
        return Math.max(0, cnxn.getLastZxid());
    }

    /** The negotiated session timeout, 0 while there is none. */
    public final int negotiatedMillis() {
        return getSessionId() == 0 ? 0 : Math.max(0, getSessionTimeout());
    }

    final boolean serverSaidExpired() {
        return getSessionId() != 0 && getSessionTimeout() <= 0;
    }

    /** The {@code host:port} that it is connected to, as the connect string names it; null if it is not connected. */
    public final @Nullable String address() {
        if (!getState().isConnected() || !(testableRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            return null;
        }
        String named = remote.getHostString() + ":" + remote.getPort();
        if (remote.getAddress() == null || entries.contains(named)) {
            return named;
        }
        // The library looks names up backwards, so that an address may have got a name that nobody wrote.
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }

    /** For the recorder, under its lock. */
    final int nextOrder() {
        return order.getAndIncrement();
    }

    /** Whether the request to close the session was made. */
    final boolean closing() {
        return closing;
    }

    final SentAttempt sent(Opcode opcode, @Nullable String path) {
        return recorder.sent(this, opcode, path);
    }

    /** Runs a synchronous request. An interrupted one stays open: it was sent, and nobody waits for its answer. */
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

    /** Queues a request whose callback answers the attempt. */
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
