package dev.stampede.workloads.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Operations with weights, from which a client draws its next operation. Its text is {@code look-up=4,change=1}. An
 * operation with weight 0 is never drawn. Immutable.
 */
public final class OperationMix {
    private record Weighted(String operation, int upTo) {}

    private final List<Weighted> operations;
    private final int total;

    private OperationMix(List<Weighted> operations, int total) {
        this.operations = List.copyOf(operations);
        this.total = total;
    }

    /**
     * Parses a mix.
     *
     * @throws IllegalArgumentException if the text is invalid or all weights are 0; the message says what was expected
     */
    public static OperationMix of(String text) {
        List<Weighted> operations = new ArrayList<>();
        int total = 0;
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || !part.substring(equals + 1).strip().matches("[0-9]{1,4}")) {
                throw new IllegalArgumentException(
                        "expected a mix such as look-up=4,change=1; found \"" + part + "\" in \"" + text + "\"");
            }
            total += Integer.parseInt(part.substring(equals + 1).strip());
            operations.add(new Weighted(part.substring(0, equals).strip(), total));
        }
        if (total == 0) {
            throw new IllegalArgumentException(
                    "expected a mix in which at least one operation has a weight above 0, found " + text);
        }
        return new OperationMix(operations, total);
    }

    /** Draws the next operation. */
    public String draw(SplittableRandom random) {
        int at = random.nextInt(total);
        for (Weighted weighted : operations) {
            if (at < weighted.upTo()) {
                return weighted.operation();
            }
        }
        throw new IllegalStateException("the weights end at " + total + ", before " + at);
    }
}
