package dev.stampede.workloads.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Operations by how often they come, drawn from a client's own randomness. Written {@code look-up=4,change=1}; a weight of
 * 0 leaves one out. Immutable.
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
     * Reads a mix.
     *
     * @throws IllegalArgumentException if it cannot be read or has nothing in it; the message says what was expected
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
            throw new IllegalArgumentException("expected a mix in which an operation has a weight, found " + text);
        }
        return new OperationMix(operations, total);
    }

    /** The next operation. */
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
