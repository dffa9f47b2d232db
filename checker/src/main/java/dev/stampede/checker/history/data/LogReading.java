package dev.stampede.checker.history.data;

import java.util.List;

/**
 * How the transaction log of a member was read. Immutable.
 *
 * @param voting whether the member votes, so that its log counts for a quorum
 * @param transactions the number of transactions that were read
 * @param lastZxid the zxid of the last one, 0 for none
 * @param problems for people: each place at which entries may be missing; empty if the whole log was read. A torn last
 *     entry is no problem, because the member has not acknowledged it
 */
public record LogReading(int member, boolean voting, int transactions, long lastZxid, List<String> problems) {
    public LogReading {
        problems = List.copyOf(problems);
    }

    /** Whether all entries of the log were read. */
    public boolean complete() {
        return problems.isEmpty();
    }
}
