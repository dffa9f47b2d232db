package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.ClientAccess;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.ClientCnxn;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Opens a second handle with the id and the password of a client's session, and closes it. Closing one handle ends the
 * session at the server for all handles (ZooKeeper Programmer's Guide, "ZooKeeper Sessions").
 */
final class DuplicateHandle implements SessionCloser {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    /** More than the number of requests that a client sends in one session. */
    static final int FIRST_XID = 1 << 20;

    private final ClientAccess access;

    DuplicateHandle(ClientAccess access) {
        this.access = access;
    }

    @Override
    public String close(ClientTarget.Session session, List<String> addresses) throws InterruptedException {
        List<String> observations = new ArrayList<>();
        Optional<Contact> contact = connect(session, addresses, observations);
        return contact.map(c -> c.state() == KeeperState.Expired
                        ? c.address() + " reported that it had already ended"
                        : "a second handle resumed it at " + c.address() + " and closed it")
                .orElseThrow(() -> new FaultImpossibleException(
                        "expected a member to resume the session 0x%x within %d s; observed: %s"
                                .formatted(session.id(), CONNECT_LIMIT.toSeconds(), String.join("; ", observations))));
    }

    @Override
    public Proof ended(ClientTarget.Session session, List<String> addresses) throws InterruptedException {
        List<String> observations = new ArrayList<>();
        Optional<Contact> contact = connect(session, addresses, observations);
        return contact.map(c -> c.state() == KeeperState.Expired
                        ? Proof.proven(
                                c.address() + " refuses a handle with its id and password: the session has ended")
                        : Proof.notYet(c.address() + " still resumed the session; the second handle closed it again"))
                .orElseGet(() -> Proof.notYet("no member answered: " + String.join("; ", observations)));
    }

    /** The answer of a server that resumed or refused the session. */
    private record Contact(String address, KeeperState state) {}

    /** Resumes the session at the first server that answers, and closes it there; empty if none answers in time. */
    private Optional<Contact> connect(ClientTarget.Session session, List<String> addresses, List<String> observations)
            throws InterruptedException {
        for (String address : addresses) {
            try (Handle handle = new Handle(access, address, session)) {
                KeeperState state = handle.awaitState();
                if (state == KeeperState.SyncConnected) {
                    handle.closeSession();
                }
                if (state != null) {
                    return Optional.of(new Contact(address, state));
                }
                observations.add(address + ": no answer");
            } catch (IOException e) {
                observations.add(address + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * Lets the requests of a handle have other xids than those of the client.
     *
     * <p>A member matches a committed request to a waiting one by session and xid only (CommitProcessor). If both handles
     * used the same xid, the commit of the second handle's close could answer a write of the client that was never executed.
     */
    static void skipXids(ZooKeeper handle) {
        try {
            Field field = ZooKeeper.class.getDeclaredField("cnxn");
            field.setAccessible(true);
            ClientCnxn connection = (ClientCnxn) field.get(handle);
            int xid;
            do {
                xid = connection.getXid();
            } while (xid < FIRST_XID);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot set the xids of " + ZooKeeper.class, e);
        }
    }

    private static final class Handle implements AutoCloseable {
        private final BlockingQueue<KeeperState> states = new ArrayBlockingQueue<>(64);
        private final ZooKeeper handle;

        Handle(ClientAccess access, String address, ClientTarget.Session session) throws IOException {
            handle = access.resume(
                    address,
                    session.timeoutMillis(),
                    event -> states.offer(event.getState()),
                    session.id(),
                    session.password());
            skipXids(handle);
        }

        /** {@code SyncConnected} or {@code Expired}; null if neither comes in time. */
        @Nullable
        KeeperState awaitState() throws InterruptedException {
            long deadline = System.nanoTime() + CONNECT_LIMIT.toNanos();
            while (true) {
                KeeperState state = states.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (state == null || state == KeeperState.SyncConnected || state == KeeperState.Expired) {
                    return state;
                }
            }
        }

        void closeSession() throws InterruptedException {
            handle.close();
        }

        @Override
        public void close() {
            try {
                handle.close((int) CONNECT_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
