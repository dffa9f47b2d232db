package dev.stampede.checker.generator;

/**
 * The properties of a generated history.
 *
 * @param model the name of the model
 * @param clients the maximum number of overlapping operations
 * @param operations the number of operations
 * @param values the number of different values that are written; 0 if each value is unique
 * @param keys the number of independent objects, for a key-value store
 * @param reads the share of operations that only read, for objects that have such operations
 * @param compares the share of compare-and-sets, or of conditional operations
 * @param indeterminate the share of operations with an indeterminate outcome
 * @param permits the number of permits of a semaphore
 * @param flaw the violation to inject
 * @param flawAt the position of the violation, as a share of the operations
 */
public record GeneratorOptions(
        String model,
        int clients,
        int operations,
        int values,
        int keys,
        double reads,
        double compares,
        double indeterminate,
        int permits,
        InjectedViolation flaw,
        double flawAt) {

    public GeneratorOptions {
        atLeast(1, clients, "clients");
        atLeast(1, operations, "operations");
        atLeast(0, values, "values");
        atLeast(1, keys, "keys");
        atLeast(1, permits, "permits");
        share(reads, "reads");
        share(compares, "compare-and-sets");
        share(reads + compares, "reads and compare-and-sets together");
        share(indeterminate, "indeterminate operations");
        share(flawAt, "operations before the flaw");
    }

    private static void atLeast(int least, int number, String what) {
        if (number < least) {
            throw new IllegalArgumentException("expected at least " + least + " " + what + ", found " + number);
        }
    }

    private static void share(double share, String what) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share of " + what + " from 0 to 1, found " + share);
        }
    }

    /**
     * Ten clients and five values; one third each of reads, writes and compare-and-sets; no indeterminate operations.
     */
    public static GeneratorOptions of(String model, int operations) {
        return new GeneratorOptions(model, 10, operations, 5, 1, 1 / 3.0, 1 / 3.0, 0, 1, InjectedViolation.NONE, 0.9);
    }

    public GeneratorOptions clients(int number) {
        return new GeneratorOptions(
                model, number, operations, values, keys, reads, compares, indeterminate, permits, flaw, flawAt);
    }

    /** A copy with this number of different values; 0 if each value is unique. */
    public GeneratorOptions values(int number) {
        return new GeneratorOptions(
                model, clients, operations, number, keys, reads, compares, indeterminate, permits, flaw, flawAt);
    }

    public GeneratorOptions keys(int number) {
        return new GeneratorOptions(
                model, clients, operations, values, number, reads, compares, indeterminate, permits, flaw, flawAt);
    }

    /** A copy with these shares of reads and compare-and-sets; the rest are writes. */
    public GeneratorOptions mix(double readShare, double compareShare) {
        return new GeneratorOptions(
                model,
                clients,
                operations,
                values,
                keys,
                readShare,
                compareShare,
                indeterminate,
                permits,
                flaw,
                flawAt);
    }

    public GeneratorOptions indeterminate(double share) {
        return new GeneratorOptions(
                model, clients, operations, values, keys, reads, compares, share, permits, flaw, flawAt);
    }

    public GeneratorOptions permits(int number) {
        return new GeneratorOptions(
                model, clients, operations, values, keys, reads, compares, indeterminate, number, flaw, flawAt);
    }

    /** A copy with a violation after this share of the operations. */
    public GeneratorOptions flaw(InjectedViolation wrong, double share) {
        return new GeneratorOptions(
                model, clients, operations, values, keys, reads, compares, indeterminate, permits, wrong, share);
    }
}
