package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.link.FourLetterWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The look at every member that ends a run: reads each member's whole tree in a session of its own, all at one zxid,
 * then writes through each. Tells what it saw; the check {@code audit} decides.
 */
final class Auditor {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SYNC = Duration.ofSeconds(5);
    /** So often a tree is read again because the zxid moved meanwhile, before what was read is told as it is. */
    private static final int MAX_READS = 20;
    /** A session in the answer to {@code dump}, which the leader gives. */
    private static final Pattern SESSION = Pattern.compile("0x([0-9a-fA-F]{1,16})");

    private static final int MAX_ZNODES = 100_000;

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Ensemble ensemble;
    private final String chroot;
    private final Duration sessionTimeout;
    private final Journal journal;

    /** @param chroot the part of the tree to look at, empty for all of it */
    Auditor(Ensemble ensemble, String chroot, Duration sessionTimeout, Journal journal) {
        this.ensemble = ensemble;
        this.chroot = chroot;
        this.sessionTimeout = sessionTimeout;
        this.journal = journal;
    }

    /**
     * Waits until the sessions that were killed have expired, so that their ephemerals are gone: none is left below the
     * chroot, or the time is over, which the check then sees.
     */
    void awaitSessionsEnd(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                ZxidZooKeeper zk = ZxidZooKeeper.open(anyAddress(), sessionTimeout, CONNECT, event -> {});
                try {
                    while (System.nanoTime() - deadline < 0 && ephemerals(zk)) {
                        Thread.sleep(50);
                    }
                    return;
                } finally {
                    zk.close(1_000);
                }
            } catch (IOException | KeeperException | TimeoutException e) {
                Thread.sleep(50);
            }
        }
    }

    private boolean ephemerals(ZxidZooKeeper zk) throws KeeperException, InterruptedException, TimeoutException {
        return read(zk).znodes().values().stream()
                .anyMatch(znode -> znode.stat().getEphemeralOwner() != 0);
    }

    private String anyAddress() {
        return ensemble.members().stream().map(Member::directAddress).collect(Collectors.joining(",")) + chroot;
    }

    /** Looks, and tells. The run's clients must be closed, and their sessions ended. */
    void audit(Collection<String> acknowledgedMarkers) throws InterruptedException {
        Map<Integer, ZxidZooKeeper> sessions = new TreeMap<>();
        try {
            openAll(sessions);
            Map<Integer, Tree> trees = readAll(sessions);
            trees.forEach(this::tell);
            tellSessions();
            tellMarkers(acknowledgedMarkers, trees.values());
            sessions.forEach(this::write);
        } finally {
            for (ZxidZooKeeper zk : sessions.values()) {
                zk.close(1_000);
            }
        }
    }

    private void openAll(Map<Integer, ZxidZooKeeper> sessions) throws InterruptedException {
        for (Member member : ensemble.members()) {
            try {
                sessions.put(
                        member.number(),
                        ZxidZooKeeper.open(member.directAddress() + chroot, sessionTimeout, CONNECT, event -> {}));
            } catch (IOException e) {
                unreached(member.number(), e.getMessage() + "; it says of itself: " + member.status());
            }
        }
    }

    private void unreached(int member, String problem) {
        journal.accept(
                new Event.MemberAudited(member, 0, 0, problem, journal.clock().nanos()));
    }

    /** Every member's tree, all at one zxid if they come to rest at one. */
    private Map<Integer, Tree> readAll(Map<Integer, ZxidZooKeeper> sessions) throws InterruptedException {
        Map<Integer, Tree> trees = new TreeMap<>();
        for (int read = 0; read < MAX_READS; read++) {
            trees.clear();
            for (Map.Entry<Integer, ZxidZooKeeper> session : sessions.entrySet()) {
                readOne(session.getKey(), session.getValue(), trees, read == MAX_READS - 1);
            }
            boolean steady = trees.values().stream().allMatch(Tree::steady);
            long zxids =
                    trees.values().stream().mapToLong(Tree::toZxid).distinct().count();
            if (steady && zxids <= 1 && trees.size() == sessions.size()) {
                break;
            }
        }
        return trees;
    }

    private void readOne(int member, ZxidZooKeeper zk, Map<Integer, Tree> trees, boolean last)
            throws InterruptedException {
        try {
            trees.put(member, read(zk));
        } catch (KeeperException | TimeoutException e) {
            if (last) {
                unreached(member, "its tree could not be read: " + e);
            }
        }
    }

    private Tree read(ZxidZooKeeper zk) throws KeeperException, InterruptedException, TimeoutException {
        sync(zk);
        zk.exists("/", false);
        long from = zk.lastZxid();
        SortedMap<String, Znode> znodes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add("/");
        while (!open.isEmpty() && znodes.size() < MAX_ZNODES) {
            String path = open.remove();
            try {
                Stat stat = new Stat();
                byte[] data = zk.getData(path, false, stat);
                List<ACL> acl = zk.getACL(path, new Stat());
                for (String child : zk.getChildren(path, false)) {
                    open.add(path.equals("/") ? "/" + child : path + "/" + child);
                }
                znodes.put(
                        path,
                        new Znode(stat, digest(data), digest(acl.toString().getBytes(StandardCharsets.UTF_8))));
            } catch (KeeperException.NoNodeException e) {
                // Deleted meanwhile: the zxid has moved, and it is read again.
            }
        }
        return new Tree(from, zk.lastZxid(), znodes);
    }

    private void sync(ZxidZooKeeper zk) throws KeeperException, InterruptedException, TimeoutException {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        zk.sync("/", (code, path, context) -> done.complete(code), null);
        try {
            KeeperException.Code code = KeeperException.Code.get(done.get(SYNC.toMillis(), TimeUnit.MILLISECONDS));
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

    private void tell(int member, Tree tree) {
        long at = journal.clock().nanos();
        journal.accept(
                new Event.MemberAudited(member, tree.toZxid(), tree.znodes().size(), null, at));
        tree.znodes()
                .forEach((path, znode) -> journal.accept(new Event.ZnodeAudited(
                        member, path, Watchers.stat(znode.stat()), znode.data(), znode.acl(), at)));
    }

    /** Which sessions live, as the leader says; not told where it does not answer that. */
    private void tellSessions() {
        ensemble.leader().ifPresent(leader -> {
            try {
                String dump = FourLetterWord.ask(leader.directAddress(), "dump", ANSWER);
                if (dump.contains("SessionTracker dump")) {
                    journal.accept(new Event.SessionsAudited(
                            sessions(dump), journal.clock().nanos()));
                }
            } catch (IOException e) {
                journal.note(Event.Severity.NOTICE, "the leader did not say which sessions live: " + e.getMessage());
            }
        });
    }

    private static List<Long> sessions(String dump) {
        List<Long> sessions = new ArrayList<>();
        int ephemerals = dump.indexOf("ephemeral nodes dump");
        Matcher matcher = SESSION.matcher(ephemerals < 0 ? dump : dump.substring(0, ephemerals));
        while (matcher.find()) {
            sessions.add(Long.parseUnsignedLong(matcher.group(1), 16));
        }
        return sessions;
    }

    private void tellMarkers(Collection<String> acknowledged, Collection<Tree> trees) {
        List<String> missing = acknowledged.stream()
                .filter(path -> trees.stream().anyMatch(tree -> !tree.znodes().containsKey(path)))
                .toList();
        journal.accept(new Event.MarkersAudited(
                acknowledged.size(), missing, journal.clock().nanos()));
    }

    private void write(int member, ZxidZooKeeper zk) {
        String path = "/stampede-audit-" + member;
        @Nullable String problem = null;
        try {
            zk.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            zk.delete(path, -1);
        } catch (KeeperException e) {
            problem = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "interrupted";
        }
        journal.accept(new Event.WriteAudited(member, problem, journal.clock().nanos()));
    }

    private record Znode(Stat stat, String data, String acl) {}

    private record Tree(long fromZxid, long toZxid, SortedMap<String, Znode> znodes) {
        boolean steady() {
            return fromZxid == toZxid;
        }
    }
}
