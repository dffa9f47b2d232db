package dev.stampede.checker.testing;

/**
 * Builds a short history for the test of a check.
 *
 * <pre>{@code
 * HistoryBuilder history = HistoryBuilder.of("lock").clients(2);
 * int acquire = history.invoked(1, "/locks/a", Acquire.EXCLUSIVE, 10);
 * history.attempt(1, acquire, Opcode.CREATE, "/locks/a/x-1", Reply.ok(0x5, stat(0x5, session(1))), 12, 14)
 *         .completed(acquire, Granted.UNCOUNTED, 0x5, 0x5, 15)
 *         .fault(FaultScope.of("pause", "leader").members(1), 1_000, 4_000)
 *         .ended(9_000);
 *
 * CheckResult result = history.checkNamed("mutual-exclusion");
 * assertThat(kinds(result)).isEmpty();
 * }</pre>
 *
 * <p>{@link AbstractHistoryBuilder} has all methods, so that a project can add its own in a subclass. The example
 * imports the static ones ({@code stat}, {@code session}, {@code kinds}). Times are in milliseconds since the run
 * began. Not thread-safe.
 */
public final class HistoryBuilder extends AbstractHistoryBuilder<HistoryBuilder> {
    private HistoryBuilder(String scenario) {
        super(scenario);
    }

    /** An empty history of a run of this scenario. */
    public static HistoryBuilder of(String scenario) {
        return new HistoryBuilder(scenario);
    }

    @Override
    protected HistoryBuilder self() {
        return this;
    }
}
