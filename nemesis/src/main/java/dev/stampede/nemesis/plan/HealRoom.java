package dev.stampede.nemesis.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The undisturbed time (<em>room</em>) after each heal of a plan. A heal has room if no other step begins within a
 * given time after the heal. A momentary step is healed at the time at which it begins. Immutable.
 */
final class HealRoom {
    private final long room;
    private final int steps;
    /** The offsets of all steps, ascending. */
    private final long[] begins;
    /** The times of the heals that have room. */
    private final long[] healsWithRoom;
    /** The sum, over all heals, of the time until another step begins; each at most {@link #room}, in milliseconds. */
    private final long totalRoom;

    private HealRoom(long room, int steps, long[] begins, long[] healsWithRoom, long totalRoom) {
        this.room = room;
        this.steps = steps;
        this.begins = begins;
        this.healsWithRoom = healsWithRoom;
        this.totalRoom = totalRoom;
    }

    /** @param room the time within which no other step may begin, in milliseconds */
    static HealRoom of(List<PlanStep> placed, long room) {
        long[] begins =
                placed.stream().mapToLong(s -> s.offset().toMillis()).sorted().toArray();
        long[] healsWithRoom = new long[placed.size()];
        int found = 0;
        long totalRoom = 0;
        for (PlanStep step : placed) {
            long heal = step.end().toMillis();
            int next = countBelow(begins, heal) + (step.lasting().isZero() ? 1 : 0);
            long free = next < begins.length ? Math.min(room, begins[next] - heal) : room;
            totalRoom += free;
            if (free == room) {
                healsWithRoom[found++] = heal;
            }
        }
        return new HealRoom(room, placed.size(), begins, Arrays.copyOf(healsWithRoom, found), totalRoom);
    }

    private static int countBelow(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of heals with room. */
    int count() {
        return healsWithRoom.length;
    }

    /** Whether at least half of the heals have room. */
    boolean enough() {
        return 2 * healsWithRoom.length >= steps;
    }

    /**
     * Whether at least half of the heals have room if this step is added. A step that begins after the room of every
     * heal takes room from no heal.
     */
    boolean enoughWith(long from, long to) {
        int withRoom = countBelow(begins, to + room) == countBelow(begins, to) ? 1 : 0;
        for (long heal : healsWithRoom) {
            withRoom += from >= heal && from < heal + room ? 0 : 1;
        }
        return 2 * withRoom >= steps + 1;
    }

    private boolean betterThan(HealRoom other) {
        return count() != other.count() ? count() > other.count() : totalRoom > other.totalRoom;
    }

    /** Decides whether a step fits at its present time beside the other steps. */
    @FunctionalInterface
    interface Placing {
        boolean allows(List<PlanStep> others, PlanStep step);
    }

    /**
     * Moves one step after another to the time at which the heals have the most room, until at least half of them have
     * room or no move helps. The steps of a family keep their order.
     *
     * @param from the earliest time of the first step, in milliseconds
     * @param grid the distance between two tried times, in milliseconds
     * @param chaos the latest end of the last step, in milliseconds
     */
    static List<PlanStep> spread(List<PlanStep> steps, long room, long from, long grid, long chaos, Placing placing) {
        List<PlanStep> best = new ArrayList<>(steps);
        HealRoom bestRoom = of(best, room);
        boolean moved = true;
        while (moved && !bestRoom.enough()) {
            moved = false;
            for (int i = 0; i < best.size() && !bestRoom.enough(); i++) {
                PlanStep step = best.get(i);
                List<PlanStep> others = new ArrayList<>(best);
                others.remove(i);
                for (long at = from; at + step.lasting().toMillis() <= chaos; at += grid) {
                    PlanStep there = step.startingAt(at);
                    if (placing.allows(others, there)) {
                        others.add(i, there);
                        HealRoom next = of(others, room);
                        if (next.betterThan(bestRoom)) {
                            bestRoom = next;
                            best = new ArrayList<>(others);
                            moved = true;
                        }
                        others.remove(i);
                    }
                }
            }
        }
        return best;
    }
}
