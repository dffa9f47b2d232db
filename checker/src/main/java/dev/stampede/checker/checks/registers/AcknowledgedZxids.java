package dev.stampede.checker.checks.registers;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For each path, the largest zxid of its acknowledged writes over time. Immutable. */
final class AcknowledgedZxids {
    private static final Newest NOTHING = new Newest(0, 0);

    /** The largest acknowledged zxid, and the time of its acknowledgement. */
    record Newest(long zxid, long atNanos) {}

    private final Map<String, List<Newest>> byPath = new HashMap<>();

    AcknowledgedZxids(History history) {
        for (Attempt a : history.attempts(opcode -> opcode.creates() || opcode == Opcode.SET_DATA)) {
            ZnodeStat stat = a.stat();
            String path = a.path();
            if (path != null && stat != null && a.code() == ResultCode.OK && a.answeredNanos() != Operation.OPEN) {
                byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(new Newest(stat.mzxid(), a.answeredNanos()));
            }
        }
        byPath.replaceAll((path, all) -> largestSoFar(all));
    }

    private static List<Newest> largestSoFar(List<Newest> all) {
        all.sort(Comparator.comparingLong(Newest::atNanos));
        List<Newest> largest = new ArrayList<>();
        for (Newest write : all) {
            if (largest.isEmpty() || largest.get(largest.size() - 1).zxid() < write.zxid()) {
                largest.add(write);
            }
        }
        return largest;
    }

    /** The largest zxid that had been acknowledged before a moment. */
    Newest before(String path, long atNanos) {
        List<Newest> all = byPath.getOrDefault(path, List.of());
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).atNanos(), atNanos - 1);
        return count == 0 ? NOTHING : all.get(count - 1);
    }
}
