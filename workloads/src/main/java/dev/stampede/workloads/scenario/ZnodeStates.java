package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.ZnodeState;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Converts the results of reads to the states in a history. */
public final class ZnodeStates {
    private ZnodeStates() {}

    /** The state that a read returned. */
    public static ZnodeState of(byte @Nullable [] data, Stat stat) {
        return new ZnodeState(
                data == null ? "" : new String(data, StandardCharsets.UTF_8),
                stat.getVersion(),
                stat.getCzxid(),
                stat.getMzxid());
    }
}
