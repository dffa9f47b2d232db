package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.ResultCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The znodes of holds, and the request that each grant follows from. Immutable. */
public final class HoldZnodes {
    private final ZnodeTimeline znodes;
    private final List<ZnodeLifetime> lifetimes;
    private final GrantRequests grants;

    HoldZnodes(History history, ZnodeTimeline znodes, HoldExtractor.Holds holds, BudgetGuard guard) {
        this.znodes = znodes;
        this.grants = new GrantRequests(holds);
        for (Attempt a : guard.each(history.attempts(GrantRequests::mayGrant))) {
            if (a.code() == ResultCode.OK) {
                grants.answered(a, holds.of(a.operation()));
            }
        }
        this.lifetimes = holds.all().stream()
                .map(hold -> znodes.lifetime(hold.token(), hold.grantedNanos()))
                .toList();
    }

    /** The request that the grant of a hold follows from. */
    public GrantRequests.Basis basis(Hold hold) {
        return grants.basis(hold);
    }

    /** The lifetime of a hold's znode; its path is empty if the znode is unknown. */
    public ZnodeLifetime life(Hold hold) {
        return lifetimes.get(hold.index());
    }

    /** The first delete of a hold's znode that a client sent in the closed interval, null if there is none. */
    @Nullable
    DeleteRequest askedBetween(Hold hold, long fromNanos, long toNanos) {
        PathTimeline path = znodes.path(life(hold).path());
        return path == null ? null : path.askedBetween(fromNanos, toNanos);
    }
}
