package dev.stampede.workloads.scenario.election;

import dev.stampede.workloads.client.ClientContext;
import java.time.Duration;
import java.time.LocalDate;

/**
 * The clock of one client that says which day it is; injected, so that days pass during a run.
 *
 * <p>Settings: {@code day.millis} (how long a day is; 0: it stays the first one), {@code clock.skew.millis} (each client's
 * clock is off by a draw of its own from minus so much to plus so much). Days follow {@link System#nanoTime()}, which on one
 * host is the same clock in every JVM, so that clients agree on them but for their skew. For one thread.
 */
final class Calendar {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);

    /** More days than a run has; keeps the years short. */
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

    /** The folder of the day that it is by this clock; the first time that it says so is recorded on the track of days. */
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
