package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.ZnodeStat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The znode tree of one member, read by the audit.
 *
 * @param fromZxid the last zxid of the session before the first znode was read
 * @param toZxid the last zxid of the session after the last znode was read; if it equals {@code fromZxid}, the tree is
 *     one consistent state
 * @param complete whether all znodes were read; false if the limit was reached
 */
record AuditedTree(long fromZxid, long toZxid, SortedMap<String, Znode> znodes, boolean complete) {
    private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(5);

    /** A znode, with digests of its data and its ACL. */
    record Znode(ZnodeStat stat, String data, String acl) {}

    /** Whether the tree did not change while it was read. */
    boolean steady() {
        return fromZxid == toZxid;
    }

    /**
     * Reads the tree of the member that a session is connected to, after a sync. The znodes of the durability probe
     * come first, then all others, level by level in the order of their names. Therefore equal trees are read in the
     * same order, and the limit never excludes a znode of the probe.
     *
     * @param limit the maximum number of znodes to read
     */
    static AuditedTree read(HarnessSession session, int limit)
            throws KeeperException, InterruptedException, TimeoutException {
        sync(session);
        session.exists("/", false);
        long from = session.lastZxid();
        SortedMap<String, Znode> znodes = new TreeMap<>();
        Deque<String> toRead = new ArrayDeque<>(List.of(DurabilityProbe.FOLDER));
        boolean complete = walk(session, toRead, znodes, limit);
        toRead.add("/");
        complete &= walk(session, toRead, znodes, limit);
        return new AuditedTree(from, session.lastZxid(), znodes, complete);
    }

    private static boolean walk(
            HarnessSession session, Deque<String> toRead, SortedMap<String, Znode> znodes, int limit)
            throws KeeperException, InterruptedException {
        while (!toRead.isEmpty()) {
            String path = toRead.remove();
            if (znodes.containsKey(path)) {
                continue;
            }
            if (znodes.size() == limit) {
                return false;
            }
            try {
                Stat stat = new Stat();
                byte[] data = session.getData(path, false, stat);
                List<ACL> acl = session.getACL(path, new Stat());
                if (stat.getNumChildren() > 0) {
                    addChildren(session, path, toRead);
                }
                znodes.put(
                        path,
                        new Znode(
                                Watchers.stat(stat),
                                digest(data),
                                digest(acl.toString().getBytes(StandardCharsets.UTF_8))));
            } catch (KeeperException.NoNodeException e) {
                // Deleted meanwhile. The zxid has changed, so the tree is read again.
            }
        }
        return true;
    }

    private static void addChildren(HarnessSession session, String path, Deque<String> toRead)
            throws KeeperException, InterruptedException {
        session.getChildren(path, false, new Stat()).stream().sorted().forEach(child -> toRead.add(child(path, child)));
    }

    static String child(String path, String name) {
        return path.equals("/") ? "/" + name : path + "/" + name;
    }

    /** Whether one of the first {@code limit} znodes of the member is ephemeral, after a sync. */
    static boolean anyEphemeral(HarnessSession session, int limit)
            throws KeeperException, InterruptedException, TimeoutException {
        sync(session);
        Deque<String> toRead = new ArrayDeque<>(List.of("/"));
        for (int read = 0; read < limit && !toRead.isEmpty(); read++) {
            String path = toRead.remove();
            try {
                Stat stat = new Stat();
                List<String> children = session.getChildren(path, false, stat);
                if (stat.getEphemeralOwner() != 0) {
                    return true;
                }
                children.stream()
                        .map(name -> child(path, name))
                        .filter(each -> !each.equals(DurabilityProbe.FOLDER))
                        .forEach(toRead::add);
            } catch (KeeperException.NoNodeException e) {
                // Deleted meanwhile.
            }
        }
        return false;
    }

    private static void sync(HarnessSession session) throws KeeperException, InterruptedException, TimeoutException {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        session.sync("/", (code, path, context) -> done.complete(code), null);
        try {
            KeeperException.Code code =
                    KeeperException.Code.get(done.get(SYNC_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
            if (code != KeeperException.Code.OK) {
                throw KeeperException.create(code, "/");
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(byte @Nullable [] data) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(data == null ? new byte[0] : data);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
