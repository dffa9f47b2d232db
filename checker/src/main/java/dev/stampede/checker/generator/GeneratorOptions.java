package dev.stampede.checker.generator;

/**
 * What a history is to look like.
 *
 * @param model the name of the object's model
 * @param clients how many operations may overlap
 * @param operations how many there are
 * @param values how many different values are written; 0 if each is written once
 * @param keys how many independent objects there are, for a key-value store
 * @param reads the share of operations that only look, of those objects that have any
 * @param compares the share of operations that compare and set, or that are conditional
 * @param indeterminate the share of operations of which nobody knows the outcome
 * @param permits how many may hold a semaphore
 * @param flaw what is wrong with it
 * @param flawAt where, as a share of the operations
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

    /** One third each of reads, writes and compare-and-sets on five values, by ten clients, all with known outcomes. */
    public static GeneratorOptions of(String model, int operations) {
        return new GeneratorOptions(model, 10, operations, 5, 1, 1 / 3.0, 1 / 3.0, 0, 1, InjectedViolation.NONE, 0.9);
    }

    public GeneratorOptions clients(int number) {
        return new GeneratorOptions(
                model, number, operations, values, keys, reads, compares, indeterminate, permits, flaw, flawAt);
    }

    /** With so many different values; 0 if each is written once. */
    public GeneratorOptions values(int number) {
        return new GeneratorOptions(
                model, clients, operations, number, keys, reads, compares, indeterminate, permits, flaw, flawAt);
    }

    public GeneratorOptions keys(int number) {
        return new GeneratorOptions(
                model, clients, operations, values, number, reads, compares, indeterminate, permits, flaw, flawAt);
    }

    /** With these shares of reads and compare-and-sets; the rest are writes. */
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

    /** With a flaw after that share of the operations. */
    public GeneratorOptions flaw(InjectedViolation wrong, double share) {
        return new GeneratorOptions(
                model, clients, operations, values, keys, reads, compares, indeterminate, permits, wrong, share);
    }
}
