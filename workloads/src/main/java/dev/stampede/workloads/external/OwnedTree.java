package dev.stampede.workloads.external;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.process.ResourceOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * The part of a shared ensemble that one run owns: a znode with a unique name and a {@link TreeMarker}, created in one
 * request, and everything below it.
 *
 * <p>A killed harness leaves its tree. The next harness removes the tree, but only if the znode has a name and a marker
 * of Stampede, and only if the owner of the tree is dead. That harness first takes over the marker, with a conditional
 * write that fails if another harness has done so, and then removes the tree. Nothing else is ever deleted.
 *
 * <p>Immutable and safe to use from several threads. Sessions must have no chroot.
 */
public final class OwnedTree {
    private static final Pattern NAME =
            Pattern.compile("stampede-.+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The maximum number of trees of other runs that one run removes or reports. */
    private static final int MAX_LINES = 100;

    /**
     * The trees of the current runs of this process. An earlier run left any other tree with the marker of this
     * process.
     */
    private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();

    private static final int DELETES_AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String path;
    private final long createdMillis;

    private OwnedTree(String path, long createdMillis) {
        this.path = path;
        this.createdMillis = createdMillis;
    }

    /** The path of a future tree, for messages. */
    public static String pattern(String base, String run) {
        return base + "/stampede-" + run + "-<random id>";
    }

    /**
     * Creates a tree.
     *
     * @param base an existing znode; empty for the root
     * @param run the name of the run
     * @param lifetime the maximum duration of the run
     * @throws EnsembleException if the base does not exist, or its ACL does not allow creates
     */
    public static OwnedTree create(ZooKeeper zk, String base, String run, Duration lifetime, List<ACL> acl)
            throws KeeperException, InterruptedException {
        String path = base + "/stampede-" + run + "-" + UUID.randomUUID();
        IN_USE.add(path);
        try {
            Stat stat = new Stat();
            zk.create(
                    path,
                    new TreeMarker(path, ResourceOwner.self(), lifetime).data(),
                    acl,
                    CreateMode.PERSISTENT,
                    stat);
            zk.create(path + "/run", new byte[0], acl, CreateMode.PERSISTENT);
            return new OwnedTree(path, stat.getCtime());
        } catch (KeeperException.NoNodeException e) {
            throw new EnsembleException(
                    "the znode " + base + ", below which this run would create its own, does not exist; create it, or"
                            + " name another one in the client settings (chroot) or behind the connect string");
        } catch (KeeperException.NoAuthException e) {
            throw new EnsembleException("creating a znode below " + (base.isEmpty() ? "/" : base)
                    + " is not allowed with these credentials; name an existing znode whose ACL allows it in the client"
                    + " settings (chroot), or other credentials (auth)");
        } catch (KeeperException.InvalidACLException e) {
            throw new EnsembleException("the ensemble refuses the ACL \"creator\", because it has not authenticated the"
                    + " session; state credentials in the client settings (auth, SASL), or acl=open");
        }
    }

    /** The root of all znodes that the run creates and reads. */
    public String chroot() {
        return path + "/run";
    }

    /** The znode with the marker. */
    public String path() {
        return path;
    }

    /**
     * Removes the tree. Called after the run: if it fails, the next run may remove the tree, even a run of this
     * process.
     *
     * @throws KeeperException.NotEmptyException if the tree could not be emptied within {@code atMost}
     */
    public void remove(ZooKeeper zk, Duration atMost) throws KeeperException, InterruptedException {
        try {
            remove(zk, path, -1, atMost);
        } finally {
            IN_USE.remove(path);
        }
    }

    /**
     * Removes the trees of dead harnesses beside this tree.
     *
     * @param atMost the time limit for each tree
     * @return one line per found tree, for people
     */
    public List<String> removeLeftovers(ZooKeeper zk, Duration atMost) throws KeeperException, InterruptedException {
        String base = path.substring(0, path.lastIndexOf('/'));
        List<String> lines = new ArrayList<>();
        List<String> names;
        try {
            names = zk.getChildren(base.isEmpty() ? "/" : base, false);
        } catch (KeeperException.NoAuthException e) {
            return List.of("what dead harnesses left below " + base
                    + " cannot be found: its ACL does not allow these credentials to list it");
        }
        List<String> found = names.stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> base + "/" + name)
                .filter(other -> !other.equals(path))
                .sorted()
                .toList();
        for (String other : found) {
            try {
                tryRemove(zk, other, atMost).ifPresent(lines::add);
            } catch (KeeperException.NoNodeException | KeeperException.BadVersionException e) {
                // Its owner or another harness removes it.
            } catch (KeeperException.NoAuthException e) {
                lines.add(other + " was not removed: its ACL does not allow that with these credentials");
            } catch (KeeperException.NotEmptyException e) {
                lines.add(other + " was not removed: it could not be emptied within " + atMost.toSeconds() + " s");
            }
            if (lines.size() == MAX_LINES) {
                lines.add("there may be more of these; the next run continues");
                break;
            }
        }
        return lines;
    }

    private Optional<String> tryRemove(ZooKeeper zk, String other, Duration atMost)
            throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        Optional<TreeMarker> read = TreeMarker.parse(other, zk.getData(other, false, stat));
        if (read.isEmpty()) {
            return Optional.of(
                    other + " was not removed: its name looks like Stampede's, but its data is not Stampede's marker");
        }
        TreeMarker marker = read.get();
        String owner =
                "process " + marker.owner().pid() + " on " + marker.owner().host();
        boolean ownLeftover = marker.owner().equals(ResourceOwner.self()) && !IN_USE.contains(other);
        switch (ownLeftover ? TreeMarker.Fate.DEAD : marker.fate(Duration.ofMillis(createdMillis - stat.getCtime()))) {
            case ALIVE -> {
                return Optional.empty();
            }
            case UNKNOWN -> {
                return Optional.of(other + " was not removed: its owner, " + owner + ", may be alive");
            }
            case DEAD -> {
                Stat taken =
                        zk.setData(other, marker.withOwner(ResourceOwner.self()).data(), stat.getVersion());
                remove(zk, other, taken.getVersion(), atMost);
                return Optional.of(other + " was removed: "
                        + (ownLeftover
                                ? "an earlier run of this process left it"
                                : "its owner, " + owner + ", is dead"));
            }
        }
        throw new IllegalStateException();
    }

    private static void remove(ZooKeeper zk, String root, int version, Duration atMost)
            throws KeeperException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                for (String child : zk.getChildren(root, false)) {
                    var unused = ZKUtil.deleteRecursive(zk, root + "/" + child, DELETES_AT_ONCE);
                }
                zk.delete(root, version);
                return;
            } catch (KeeperException.NotEmptyException | KeeperException.ConnectionLossException e) {
                // An open session may still create znodes, and a request with a lost answer must be repeated: try
                // again.
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            } catch (KeeperException.NoNodeException e) {
                if (zk.exists(root, false) == null) {
                    return;
                }
            }
        }
    }
}
