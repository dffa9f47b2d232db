package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.link.Transport;
import java.io.IOException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * The access of the harness to the client ports of an ensemble. An external ensemble may require TLS and
 * authentication.
 *
 * <p>Safe to use from several threads.
 */
public interface ClientAccess {

    /** Plain access without authentication, as for ensembles that the harness starts. */
    ClientAccess PLAIN = new ClientAccess() {
        @Override
        public Transport transport() {
            return Transport.PLAIN;
        }

        @Override
        public ZooKeeper resume(String address, int timeoutMillis, Watcher watcher, long session, byte[] password)
                throws IOException {
            return new ZooKeeper(address, timeoutMillis, watcher, session, password);
        }
    };

    /** The transport of four-letter words and link probes. */
    Transport transport();

    /**
     * Opens a handle that resumes a session. Returns before the handle is connected.
     *
     * @param session the id of the session
     * @param password the password of the session
     */
    ZooKeeper resume(String address, int timeoutMillis, Watcher watcher, long session, byte[] password)
            throws IOException;
}
