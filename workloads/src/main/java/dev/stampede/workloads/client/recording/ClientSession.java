package dev.stampede.workloads.client.recording;

import org.jspecify.annotations.Nullable;

/** A session of a client, as the recorder and the faults need it. Safe to use from any thread. */
public interface ClientSession {

    /** The session id; 0 while there is none. */
    long id();

    /** The password with which a second handle can take the session over. */
    byte[] password();

    /** The negotiated session timeout in milliseconds; 0 while there is none. */
    int negotiatedMillis();

    /** The {@code host:port} of the connected server, in the spelling of the connect string; null if disconnected. */
    @Nullable
    String address();

    /** The zxid of the last reply; 0 if there was none. */
    long lastZxid();

    /** Numbers the requests of the session from 0. For the recorder, under its lock. */
    int nextOrder();

    /** Whether the request to close the session was sent. */
    boolean closing();
}
