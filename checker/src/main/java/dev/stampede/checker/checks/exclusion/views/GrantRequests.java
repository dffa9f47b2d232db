package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The request that each grant follows from: the last request of its operation that was answered OK.
 *
 * <p>A grant that is known from a sample follows from the last {@code getChildren} of its client before the sample,
 * because samples send no requests.
 */
public final class GrantRequests {
    /**
     * The request that a grant follows from.
     *
     * @param zxid the zxid of the grant, 0 if unknown; without it the hold has no position in the order of zxids
     * @param session the session of the request, 0 if unknown
     * @param attempt the number of the request, -1 if unknown
     */
    public record Basis(long zxid, long session, int attempt) {}

    private record Listing(long answeredNanos, long session, int attempt) {}

    private final Map<Integer, Attempt> lastRequests = new HashMap<>();
    private final Map<Integer, List<Listing>> listings = new HashMap<>();
    private final boolean samples;

    GrantRequests(HoldExtractor.Holds holds) {
        samples = holds.all().stream().anyMatch(Hold::sampled);
    }

    /** Whether a grant may follow from a request with this opcode. */
    static boolean mayGrant(Opcode opcode) {
        return opcode == Opcode.GET_CHILDREN
                || opcode == Opcode.EXISTS
                || opcode == Opcode.GET_DATA
                || opcode.creates();
    }

    /**
     * Adds a request that may grant and was answered OK; {@code hold} is the hold that its operation granted, or -1.
     */
    void answered(Attempt attempt, int hold) {
        if (hold >= 0) {
            lastRequests.merge(hold, attempt, (a, b) -> a.answeredNanos() <= b.answeredNanos() ? b : a);
        }
        if (samples && attempt.opcode() == Opcode.GET_CHILDREN) {
            noteListing(attempt);
        }
    }

    /** Only the session of the last list matters, so of consecutive lists in one session only the first is kept. */
    private void noteListing(Attempt attempt) {
        List<Listing> all = listings.computeIfAbsent(attempt.client(), c -> new ArrayList<>());
        if (all.isEmpty() || all.get(all.size() - 1).session() != attempt.session()) {
            all.add(new Listing(attempt.answeredNanos(), attempt.session(), attempt.number()));
        }
    }

    Basis basis(Hold hold) {
        if (hold.sampled()) {
            Basis basis = new Basis(hold.zxid(), 0, -1);
            for (Listing l : listings.getOrDefault(hold.client(), List.of())) {
                if (l.answeredNanos() <= hold.grantedNanos()) {
                    basis = new Basis(hold.zxid(), l.session(), l.attempt());
                }
            }
            return basis;
        }
        Attempt last = lastRequests.get(hold.index());
        if (last == null) {
            return new Basis(hold.zxid(), 0, -1);
        }
        var stat = last.stat();
        boolean byCreate = last.opcode().creates() && stat != null && stat.czxid() == hold.token();
        long seen = hold.zxid() != 0 ? hold.zxid() : last.zxid();
        return new Basis(byCreate ? hold.token() : seen, last.session(), last.number());
    }
}
