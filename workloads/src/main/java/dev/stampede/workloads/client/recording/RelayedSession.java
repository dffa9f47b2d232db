package dev.stampede.workloads.client.recording;

import org.jspecify.annotations.Nullable;

/**
 * The session of a handle that the code under test opened itself. Its state is read from the frames that pass the
 * {@link SessionRelay}.
 */
final class RelayedSession implements ClientSession {
    private final long id;
    private final byte[] password;
    private volatile int timeoutMillis;
    private volatile @Nullable RelayedConnection connection;
    private volatile long lastZxid;
    private volatile boolean closing;
    private int order; // guarded by the recorder's lock

    RelayedSession(long id, byte[] password) {
        this.id = id;
        this.password = password;
    }

    void connected(RelayedConnection by, int negotiatedMillis) {
        timeoutMillis = negotiatedMillis;
        connection = by;
    }

    /** Removes the connection of the session; false if the session has another connection. */
    synchronized boolean disconnected(RelayedConnection from) {
        if (connection != from) {
            return false;
        }
        connection = null;
        return true;
    }

    void replied(long zxid) {
        lastZxid = Math.max(lastZxid, zxid);
    }

    void startsToClose() {
        closing = true;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public byte[] password() {
        return password.clone();
    }

    @Override
    public int negotiatedMillis() {
        return timeoutMillis;
    }

    @Override
    public @Nullable String address() {
        RelayedConnection by = connection;
        return by == null ? null : by.server();
    }

    @Override
    public long lastZxid() {
        return lastZxid;
    }

    @Override
    public int nextOrder() {
        return order++;
    }

    @Override
    public boolean closing() {
        return closing;
    }
}
