package dev.stampede.nemesis.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session up a second time, with the id and the password that its client got, and closes it: a handle that is
 * closed ends the session at the server, whoever else uses it (ZooKeeper Programmer's Guide, "ZooKeeper Sessions").
 */
final class DuplicateHandle implements SessionCloser {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    @Override
    public String end(ClientTarget.Session session, List<String> addresses) throws InterruptedException {
        StringBuilder seen = new StringBuilder();
        for (String address : addresses) {
            try (Handle handle = new Handle(address, session)) {
                KeeperState state = handle.awaitState();
                if (state == KeeperState.SyncConnected) {
                    handle.closeSession();
                    return "a second handle took it up at " + address + " and closed it";
                }
                if (state == KeeperState.Expired) {
                    return address + " said that it had ended before";
                }
                seen.append(seen.isEmpty() ? "" : "; ")
                        .append(address)
                        .append(": ")
                        .append(state);
            } catch (IOException e) {
                seen.append(seen.isEmpty() ? "" : "; ")
                        .append(address)
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        throw new FaultException("expected a member to take up the session 0x%x within %d s; seen: %s"
                .formatted(session.id(), CONNECT.toSeconds(), seen));
    }

    @Override
    public Proof ended(ClientTarget.Session session, List<String> addresses) throws InterruptedException {
        StringBuilder seen = new StringBuilder();
        for (String address : addresses) {
            try (Handle handle = new Handle(address, session)) {
                KeeperState state = handle.awaitState();
                if (state == KeeperState.Expired) {
                    return Proof.holds(
                            "%s refuses a handle with its id and password: the session has ended".formatted(address));
                }
                if (state == KeeperState.SyncConnected) {
                    handle.closeSession();
                    return Proof.open(address + " still took it up; it was closed once more");
                }
                seen.append(seen.isEmpty() ? "" : "; ")
                        .append(address)
                        .append(": ")
                        .append(state);
            } catch (IOException e) {
                seen.append(seen.isEmpty() ? "" : "; ")
                        .append(address)
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        return Proof.open("no member answered: " + seen);
    }

    private static final class Handle implements AutoCloseable {
        private final BlockingQueue<KeeperState> states = new ArrayBlockingQueue<>(64);
        private final ZooKeeper handle;

        Handle(String address, ClientTarget.Session session) throws IOException {
            handle = new ZooKeeper(
                    address,
                    session.timeoutMillis(),
                    event -> states.offer(event.getState()),
                    session.id(),
                    session.password());
        }

        @Nullable
        KeeperState awaitState() throws InterruptedException {
            long deadline = System.nanoTime() + CONNECT.toNanos();
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
                handle.close((int) CONNECT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
