package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.ensemble.Member.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Waits until all members serve and one of them leads. On timeout, the exception describes the state of each member.
 */
public final class HealthWait {
    private static final long POLL_MILLIS = 10;
    private static final int LOG_LINES = 15;

    private final List<? extends Watched> members;

    public HealthWait(List<? extends Watched> members) {
        this.members = List.copyOf(members);
    }

    /** A member whose unexpected exit can be detected. */
    public interface Watched extends Member {
        /** Why the member does not run although it was started; empty if it runs. */
        Optional<String> failure();

        /** The place of its complete log, for people. */
        String logPlace();
    }

    /**
     * Waits until all members serve and one of them leads.
     *
     * @throws EnsembleException if a member exits, or the members do not reach this state within {@code atMost}
     */
    public void await(Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        Map<Watched, Status> seen = statuses();
        while (!healthy(seen)) {
            failIfMemberExited(start);
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

    private void failIfMemberExited(long start) {
        Optional<String> failure =
                members.stream().map(Watched::failure).flatMap(Optional::stream).findFirst();
        failure.ifPresent(what -> {
            long millis = (System.nanoTime() - start) / 1_000_000;
            throw new EnsembleException(
                    report(what + " after " + millis + " ms of waiting for it to serve", statuses()));
        });
    }

    private Map<Watched, Status> statuses() {
        Map<Watched, Status> seen = new TreeMap<>((a, b) -> Integer.compare(a.number(), b.number()));
        members.forEach(member -> seen.put(member, member.status()));
        return seen;
    }

    private static boolean healthy(Map<Watched, Status> seen) {
        return seen.values().stream().allMatch(Status::serves)
                && seen.values().stream().filter(Status::leads).count() == 1;
    }

    private static String report(String expected, Map<Watched, Status> seen) {
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
                        .append(member.logPlace())
                        .append("):");
                member.log(LOG_LINES).forEach(line -> text.append("\n    ").append(line));
            }
        });
        return text.toString();
    }
}
