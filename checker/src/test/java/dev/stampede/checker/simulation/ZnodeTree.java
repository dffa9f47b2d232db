package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * A tree of znodes, with Stats as ZooKeeper computes them. The leader decides on writes with one; every member applies
 * the transactions to its own. Not thread-safe.
 */
final class ZnodeTree {
    /** One change of a transaction; {@code owner} is the session of an ephemeral that is created, otherwise 0. */
    record Change(Opcode opcode, String path, String data, long owner) {}

    /** A transaction; one without changes is a write that failed. */
    record Transaction(long zxid, long atNanos, List<Change> changes) {}

    private static final class Znode {
        private final long czxid;
        private final long owner;
        private PSet<String> children = HashTreePSet.empty();
        private String data;
        private long mzxid;
        private long pzxid;
        private long mtime;
        private int version;
        private int created;

        Znode(long zxid, long atNanos, Change change) {
            this.czxid = zxid;
            this.owner = change.owner();
            this.mzxid = zxid;
            this.pzxid = zxid;
            this.mtime = atNanos / 1_000_000;
            this.data = change.data();
        }

        ZnodeStat stat() {
            int cversion = 2 * created - children.size();
            return new ZnodeStat(
                    czxid, mzxid, pzxid, mtime, version, cversion, 0, owner, data.length(), children.size());
        }
    }

    private final Map<String, Znode> znodes = new HashMap<>();
    private final Map<Long, Set<String>> ephemerals = new HashMap<>();
    private long zxid;

    ZnodeTree() {
        znodes.put("/", new Znode(0, 0, new Change(Opcode.CREATE, "/", "", 0)));
    }

    long zxid() {
        return zxid;
    }

    void apply(Transaction transaction) {
        zxid = transaction.zxid();
        for (Change change : transaction.changes()) {
            switch (change.opcode()) {
                case CREATE -> create(change, transaction.atNanos());
                case DELETE -> delete(change.path());
                default -> {
                    Znode znode = existing(change.path());
                    znode.data = change.data();
                    znode.version++;
                    znode.mzxid = zxid;
                    znode.mtime = transaction.atNanos() / 1_000_000;
                }
            }
        }
    }

    private void create(Change change, long atNanos) {
        znodes.put(change.path(), new Znode(zxid, atNanos, change));
        Znode parent = existing(parent(change.path()));
        parent.children = parent.children.plus(name(change.path()));
        parent.created++;
        parent.pzxid = zxid;
        if (change.owner() != 0) {
            ephemerals.computeIfAbsent(change.owner(), o -> new TreeSet<>()).add(change.path());
        }
    }

    private void delete(String path) {
        Znode znode = existing(path);
        znodes.remove(path);
        Znode parent = existing(parent(path));
        parent.children = parent.children.minus(name(path));
        parent.pzxid = zxid;
        if (znode.owner != 0) {
            Set<String> owned = ephemerals.getOrDefault(znode.owner, new TreeSet<>());
            owned.remove(path);
            if (owned.isEmpty()) {
                ephemerals.remove(znode.owner);
            }
        }
    }

    private Znode existing(String path) {
        Znode znode = znodes.get(path);
        if (znode == null) {
            throw new IllegalStateException("expected that " + path + " exists at zxid " + Long.toHexString(zxid));
        }
        return znode;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Why a write fails in this tree; OK if it succeeds. */
    ResultCode verdict(Request request) {
        if (request.opcode() == Opcode.MULTI) {
            Set<String> deleted = new HashSet<>();
            for (Request part : request.parts()) {
                boolean again = part.opcode() == Opcode.CREATE && deleted.contains(part.path());
                ResultCode code = again ? ResultCode.OK : verdict(part);
                if (code != ResultCode.OK) {
                    return code;
                }
                if (part.opcode() == Opcode.DELETE) {
                    deleted.add(part.path());
                }
            }
            return ResultCode.OK;
        }
        Znode znode = znodes.get(request.path());
        if (request.opcode() == Opcode.CREATE) {
            Znode above = znodes.get(parent(request.path()));
            return above == null
                    ? ResultCode.NONODE
                    : znode != null && !request.kind().sequential() ? ResultCode.NODEEXISTS : ResultCode.OK;
        }
        return znode == null
                ? ResultCode.NONODE
                : request.version() >= 0 && znode.version != request.version()
                        ? ResultCode.BADVERSION
                        : request.opcode() == Opcode.DELETE && !znode.children.isEmpty()
                                ? ResultCode.NOTEMPTY
                                : ResultCode.OK;
    }

    /** The changes of a write that succeeds. */
    List<Change> changes(Request request, long session) {
        List<Change> changes = new ArrayList<>();
        List<Request> parts = request.opcode() == Opcode.MULTI ? request.parts() : List.of(request);
        for (Request part : parts) {
            if (part.opcode() != Opcode.EXISTS) {
                long owner = part.kind().ephemeral() ? session : 0;
                String path = part.kind().sequential() ? part.path() + suffix(part.path()) : part.path();
                changes.add(new Change(part.opcode(), path, part.data(), owner));
            }
        }
        return changes;
    }

    private String suffix(String path) {
        return String.format(Locale.ROOT, "%010d", existing(parent(path)).created);
    }

    /** The deletes of all ephemerals of a session. */
    List<Change> endOf(long session) {
        return ephemerals.getOrDefault(session, Set.of()).stream()
                .map(path -> new Change(Opcode.DELETE, path, "", 0))
                .toList();
    }

    /** The Stat of a znode, null if it does not exist. */
    @Nullable
    ZnodeStat stat(String path) {
        Znode znode = znodes.get(path);
        return znode == null ? null : znode.stat();
    }

    /** The data of a znode that exists. */
    String dataOf(String path) {
        return existing(path).data;
    }

    /** The paths of all znodes. */
    Set<String> paths() {
        return znodes.keySet();
    }

    /** Answers a read. */
    Answer read(Request request) {
        if (request.opcode() == Opcode.MULTI_READ) {
            List<Answer> parts = request.parts().stream().map(this::read).toList();
            return new Answer(ResultCode.OK, zxid, null, null, "", Set.of(), parts);
        }
        Znode znode = znodes.get(request.path());
        if (znode == null) {
            return Answer.of(ResultCode.NONODE, zxid);
        }
        boolean list = request.opcode() == Opcode.GET_CHILDREN;
        return new Answer(
                ResultCode.OK, zxid, null, znode.stat(), znode.data, list ? znode.children : Set.of(), List.of());
    }
}
