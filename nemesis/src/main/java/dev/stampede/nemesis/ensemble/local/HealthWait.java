package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Member.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Waits until all members serve and one leads; and says what each looked like if they do not. */
final class HealthWait {
    private static final long POLL_MILLIS = 10;
    private static final int LOG_LINES = 15;

    private final List<LocalMember> members;

    HealthWait(List<LocalMember> members) {
        this.members = members;
    }

    void await(Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        Map<LocalMember, Status> seen = statuses();
        while (!healthy(seen)) {
            failIfOneEnded(start);
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new EnsembleException(report(
                        "expected %d members that serve, one of them leading, within %d ms"
                                .formatted(members.size(), atMost.toMillis()),
                        seen));
            }
            Thread.sleep(POLL_MILLIS);
            seen = statuses();
        }
    }

    private void failIfOneEnded(long start) {
        Optional<String> failure = members.stream()
                .map(LocalMember::failure)
                .flatMap(Optional::stream)
                .findFirst();
        failure.ifPresent(what -> {
            long millis = (System.nanoTime() - start) / 1_000_000;
            throw new EnsembleException(
                    report(what + " after " + millis + " ms of waiting for it to serve", statuses()));
        });
    }

    private Map<LocalMember, Status> statuses() {
        Map<LocalMember, Status> seen = new TreeMap<>((a, b) -> Integer.compare(a.number(), b.number()));
        members.forEach(member -> seen.put(member, member.status()));
        return seen;
    }

    private static boolean healthy(Map<LocalMember, Status> seen) {
        return seen.values().stream().allMatch(Status::serves)
                && seen.values().stream().filter(Status::leads).count() == 1;
    }

    private static String report(String expected, Map<LocalMember, Status> seen) {
        StringBuilder text = new StringBuilder(expected);
        seen.forEach((member, status) -> {
            text.append("\n  ")
                    .append(member)
                    .append(": ")
                    .append(status.role())
                    .append(", ")
                    .append(status.detail());
            if (!status.serves()) {
                text.append("; its last lines (all of them in ")
                        .append(member.spec().folder())
                        .append("):");
                member.log(LOG_LINES).forEach(line -> text.append("\n    ").append(line));
            }
        });
        return text.toString();
    }
}
