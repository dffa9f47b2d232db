package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a znode that is created at most once and never deleted. Its versions determine the order of all
 * changes.
 *
 * <p><b>Precondition</b>: no delete succeeded or may have succeeded, and every unacknowledged change is identified by
 * its version or by its data, as described below. If an operation failed with BadVersion for a version that possibly
 * did not exist yet, there is no unacknowledged change, and the znode exists initially.
 *
 * <p>An operation that failed with BadVersion for a version that the znode certainly reached before the call observed a
 * later version. For any other version, the failure shows that there was an instant at which the znode did not have
 * this version. Versions after all observed ones never existed, since there are no other changes.
 *
 * <p>If a version was observed, or precedes an observed one, and no acknowledged change led to it, an indeterminate
 * change led to it. A {@code setData} on version e can only lead to e + 1. Of several candidates the earliest possible
 * one is chosen; this is no restriction, because nothing else depends on the choice. A {@code setData} on any version
 * can lead to any version; it is used where its data were read and no other change has the same data, otherwise the
 * problem is refused. Versions after all observed ones need not exist: the indeterminate changes that lead to them are
 * dropped.
 *
 * <p>Now the changes and their order are known, and the other operations are observers: {@link KnownOrderScheduler}
 * decides this exactly. Linear, apart from the binary searches of the scheduler.
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
