package dev.stampede.workloads.scenario.election;

import dev.stampede.workloads.client.ClientContext;
import java.time.Duration;
import java.time.LocalDate;

/**
 * The calendar of one client. It is injected, so that a run can have several days.
 *
 * <p>Settings: {@code day.millis} (the length of a day; 0 for a single day) and {@code clock.skew.millis} (the largest
 * error of a client's clock, in either direction; each client draws its own). Days depend on {@link System#nanoTime()},
 * which is the same clock in every JVM of a host. Therefore all clients have the same days, except for the skew. Not
 * thread-safe.
 */
final class Calendar {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);

    /** More days than a run has; keeps the dates short. */
    private static final long DAYS = 2_000_000;

    private final ClientContext context;
    private final String root;
    private final long dayNanos;
    private final long skewNanos;
    private String last = "";

    Calendar(ClientContext context) {
        this.context = context;
        this.root = context.spec().setting("key");
        this.dayNanos = Duration.ofMillis(Long.parseLong(context.spec().setting("day.millis")))
                .toNanos();
        int skew = Integer.parseInt(context.spec().setting("clock.skew.millis"));
        this.skewNanos =
                Duration.ofMillis(context.random().nextInt(2 * skew + 1) - skew).toNanos();
    }

    /** The parent znode of the current day. The first call on each day is recorded on the track {@code Days}. */
    String today() {
        long days = dayNanos == 0 ? 0 : Math.floorMod(Math.floorDiv(System.nanoTime() + skewNanos, dayNanos), DAYS);
        String day = root + "/" + FIRST.plusDays(days);
        if (!day.equals(last)) {
            last = day;
            context.recorder().point("Days", "client " + context.spec().number(), day, null);
        }
        return day;
    }
}
