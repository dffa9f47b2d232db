package dev.stampede.workloads.scenario;

import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A state of a key: its data, and what tells it from all other states.
 *
 * @param czxid of its creation, 0 if the recipe does not tell
 */
public record ZnodeState(String data, int version, long czxid, long mzxid) {

    /** What a read returned. */
    public static ZnodeState of(byte @Nullable [] data, Stat stat) {
        return new ZnodeState(
                data == null ? "" : new String(data, StandardCharsets.UTF_8),
                stat.getVersion(),
                stat.getCzxid(),
                stat.getMzxid());
    }

    /** As operations record it: {@code absent}, or {@code data version czxid mzxid}, the zxids as hexadecimal numbers. */
    public static String text(@Nullable ZnodeState seen) {
        return seen == null
                ? "absent"
                : seen.data + " " + seen.version + " " + Long.toHexString(seen.czxid) + " "
                        + Long.toHexString(seen.mzxid);
    }
}
