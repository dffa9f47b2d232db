package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ZnodeStat;
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

    private record Created(long czxid, boolean ephemeral) {}

    private final Map<String, Created> byPath = bounded();
    private final Set<Long> sessions = Collections.newSetFromMap(bounded());

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

    private void remember(String path, ZnodeStat stat) {
        byPath.remove(path); // so that it becomes the newest entry
        byPath.put(path, new Created(stat.czxid(), sessions.contains(stat.ephemeralOwner())));
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
