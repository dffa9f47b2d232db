package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The znodes that one client created, according to its attempts. Guarded by the recorder's lock.
 *
 * <p>A client created a znode if the create was acknowledged, or if a read shows that one of the client's sessions owns
 * the znode (the only proof after the answer to a create was lost). The znode is removed when the client requests its
 * delete. Keeps the last {@value #LIMIT} znodes and sessions.
 */
public final class CreatedZnodes {

    private static final int LIMIT = 4096;

    /** @param order the number of znodes that were remembered before this znode */
    private record Created(long czxid, boolean ephemeral, long order) {}

    private final Map<String, Created> byPath = bounded();
    private final Set<Long> sessions = Collections.newSetFromMap(bounded());
    private long count;

    public void session(long session) {
        if (session != 0) {
            sessions.add(session);
        }
    }

    public void answered(Opcode opcode, String path, @Nullable String createdPath, ZnodeStat stat) {
        if (opcode.creates()) {
            remember(createdPath == null ? path : createdPath, stat);
        } else if (opcode == Opcode.EXISTS || opcode == Opcode.GET_DATA) {
            if (sessions.contains(stat.ephemeralOwner())) {
                remember(path, stat);
            }
        }
    }

    void deleting(String path) {
        byPath.remove(path);
    }

    public long tokenOf(String path) {
        Created created = byPath.get(path);
        return created == null ? 0 : created.czxid();
    }

    long lastTokenBelow(String path) {
        String prefix = path.endsWith("/") ? path : path + "/";
        return byPath.entrySet().stream()
                .filter(entry -> entry.getValue().ephemeral() && entry.getKey().startsWith(prefix))
                .mapToLong(entry -> entry.getValue().czxid())
                .max()
                .orElse(0);
    }

    /** The number of znodes that were remembered so far. */
    long count() {
        return count;
    }

    /** As {@link dev.stampede.workloads.client.Recorder#tokenSince}; a mark is a {@link #count}. */
    long tokenSince(long mark, String path) {
        String prefix = path.endsWith("/") ? path : path + "/";
        long[] below = ephemeralsSince(mark, prefix);
        if (below.length > 0) {
            return Arrays.stream(below).max().orElse(0);
        }
        long[] elsewhere = ephemeralsSince(mark, "/");
        return elsewhere.length == 1 ? elsewhere[0] : 0;
    }

    private long[] ephemeralsSince(long mark, String prefix) {
        return byPath.entrySet().stream()
                .filter(entry -> entry.getValue().ephemeral() && entry.getKey().startsWith(prefix))
                .filter(entry -> entry.getValue().order() >= mark)
                .mapToLong(entry -> entry.getValue().czxid())
                .toArray();
    }

    private void remember(String path, ZnodeStat stat) {
        Created before = byPath.remove(path); // so that the map evicts it last
        long order = before != null && before.czxid() == stat.czxid() ? before.order() : count++;
        byPath.put(path, new Created(stat.czxid(), sessions.contains(stat.ephemeralOwner()), order));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > LIMIT;
            }
        };
    }
}
