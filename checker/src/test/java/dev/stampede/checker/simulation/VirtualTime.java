package dev.stampede.checker.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The clock and the random numbers of a simulation, which executes its tasks in the order of their times. Not thread-safe. */
final class VirtualTime {
    private record Task(long atNanos, long number, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private final SplittableRandom random;
    private long nowNanos;
    private long count;

    VirtualTime(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The present time. It is different at each call, as in a recording. */
    long tick() {
        return ++nowNanos;
    }

    long now() {
        return nowNanos;
    }

    void at(long atNanos, Runnable run) {
        tasks.add(new Task(Math.max(atNanos, nowNanos), count++, run));
    }

    void after(Duration time, Runnable run) {
        at(nowNanos + time.toNanos(), run);
    }

    /** Executes the next task; false if there is none before the end. */
    boolean step(long endNanos) {
        Task task = tasks.peek();
        if (task == null || task.atNanos() > endNanos) {
            return false;
        }
        tasks.remove();
        nowNanos = Math.max(nowNanos, task.atNanos());
        task.run().run();
        return true;
    }

    /** A number from 0, below {@code bound}. */
    int choose(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A time between half and one and a half of the mean. */
    Duration around(Duration mean) {
        return Duration.ofNanos(mean.toNanos() / 2 + random.nextLong(mean.toNanos() + 1));
    }

    /** A time with an exponential distribution. */
    Duration exponential(Duration mean) {
        return Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * mean.toNanos()));
    }
}
