package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a znode that is created once, at most, and never deleted: there the versions tell the order of all
 * changes.
 *
 * <p><b>Precondition</b>: no delete succeeded or may have; and every change that nobody acknowledged is known by its version
 * or by its data, as follows. Where somebody was told BadVersion of a version that may have been yet to come, there is no such
 * change, and the znode is there at first.
 *
 * <p>Who was told BadVersion of a version that the znode is known to have had by then saw a later one. Of another version the
 * answer says that there was an instant at which the znode did not have it; versions after all that anybody saw it never had,
 * since then there are no other changes.
 *
 * <p>A version that somebody saw, or that comes before one that somebody saw, and that no acknowledged change led to, was left
 * by an indeterminate one. A {@code setData} on version e can only have left e + 1. Of several of these the one that can
 * come first is the best, because nothing else depends on which it is. A {@code setData} on any version can have left any;
 * it is taken where its data were seen and no other change has those, and else the problem is refused. Versions after all
 * that were seen need not have been: what left them is dropped.
 *
 * <p>With that the changes and their order are known, and the rest are observers: {@link KnownOrderScheduler} decides, exactly. Linear, but
 * for the binary searches there.
 *
 * <p>{@code setData} and its version: ZooKeeper's {@code PrepRequestProcessor.checkAndIncVersion}.
 */
final class ZnodeSpecialist extends ColumnSpecialist<ZnodeColumns> {

    @Override
    public String name() {
        return "version-order";
    }

    @Override
    ZnodeColumns encode(Problem problem) {
        return ZnodeColumns.of(problem);
    }

    @Override
    SpecialistResult decide(ZnodeColumns columns, SearchBudget budget) {
        return new ZnodeVersions(columns).decide(budget);
    }
}
