package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.link.Transport;
import java.io.IOException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * How the harness reaches the client ports of an ensemble: an ensemble that others run may require TLS and authentication.
 *
 * <p>Safe to use from several threads.
 */
public interface ClientAccess {

    /** In plain text, without authentication: as the ensembles that the harness starts are. */
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

    /** What four-letter words and probes of links are sent through. */
    Transport transport();

    /**
     * Opens a handle that resumes a session. Returns before it is connected.
     *
     * @param session the id of the session
     * @param password of the session
     */
    ZooKeeper resume(String address, int timeoutMillis, Watcher watcher, long session, byte[] password)
            throws IOException;
}
