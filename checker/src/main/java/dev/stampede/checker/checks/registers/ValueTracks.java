package dev.stampede.checker.checks.registers;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws the version of each key over time according to its acknowledged writes, and reads that returned an older
 * version than had been acknowledged before their invocation. Stateless.
 */
final class ValueTracks {
    private static final int MAX_KEYS = 12;

    private ValueTracks() {}

    static List<Track> draw(History history) {
        Map<Integer, ZnodeStat> written = new TreeMap<>();
        for (Attempt a : history.attempts(opcode -> opcode.creates() || opcode == Opcode.SET_DATA)) {
            if (a.operation() >= 0 && a.stat() != null && a.code() == ResultCode.OK) {
                written.put(a.operation(), a.stat());
            }
        }
        TrackBuilder drawing = TrackBuilder.of("Registers");
        AcknowledgedZxids acknowledged = new AcknowledgedZxids(history);
        Set<String> keys = keys(history, written);
        keys.forEach(drawing::lane);
        for (Operation o : history.operations()) {
            String key = o.key();
            if (key != null && keys.contains(key) && o.outcome() == Outcome.OK) {
                draw(drawing, o, key, written.get(o.number()), acknowledged);
            }
        }
        return List.of(drawing.track());
    }

    private static void draw(
            TrackBuilder drawing, Operation o, String key, @Nullable ZnodeStat stat, AcknowledgedZxids acknowledged) {
        if (stat != null) {
            drawing.point(key, "v" + stat.version(), Severity.QUIET, (double) stat.version(), o.completedNanos());
            return;
        }
        ReadResult read = ReadResult.of(o.output());
        if (read != null
                && read.zxid() < acknowledged.before(key, o.invokedNanos()).zxid()) {
            drawing.point(
                    key,
                    "client " + o.client() + " read v" + read.version() + ", which is older",
                    Severity.NOTICE,
                    (double) read.version(),
                    o.completedNanos());
        }
    }

    /** The first written keys by name. */
    private static Set<String> keys(History history, Map<Integer, ZnodeStat> written) {
        return written.keySet().stream()
                .map(o -> history.operations().get(o).key())
                .filter(k -> k != null && !k.isEmpty())
                .distinct()
                .sorted()
                .limit(MAX_KEYS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
