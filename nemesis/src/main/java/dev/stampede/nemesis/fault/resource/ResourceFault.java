package dev.stampede.nemesis.fault.resource;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;
import java.util.Optional;

/** A member lacks a resource: processor time, memory, disk space, or a writable disk. */
public enum ResourceFault implements DescribedFaultType {
    CPU_THROTTLE(
            "cpu",
            "throttle",
            "One member is throttled to a small part of one processor.",
            Capability.THROTTLE_MEMBERS,
            MemberResource.PROCESSOR),
    MEMORY_LIMIT(
            "memory",
            "limit",
            "The memory of one member is limited to less than it uses: the kernel takes pages away or kills the"
                    + " member, which is restarted when the limit is removed.",
            Capability.LIMIT_MEMORY,
            MemberResource.MEMORY),
    DISK_FULL(
            "disk",
            "full",
            "The disk of one member is full. If the member exits, it is restarted when there is space again.",
            Capability.FILL_DISKS,
            MemberResource.DISK_SPACE),
    DISK_READ_ONLY(
            "disk",
            "read-only",
            "One member is killed and restarted with a read-only disk, as after a file system error; it is restarted"
                    + " again when the disk is writable.",
            Capability.MAKE_DISKS_READ_ONLY,
            MemberResource.DISK_WRITES);

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    private final Capability capability;
    private final MemberResource resource;

    ResourceFault(String family, String shape, String description, Capability capability, MemberResource resource) {
        this.descriptor = new FaultDescriptor(family, shape, description, TargetScope.MEMBER);
        this.capability = capability;
        this.resource = resource;
    }

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capability> requiredCapability() {
        return Optional.of(capability);
    }

    @Override
    public QuorumEffect quorumEffect() {
        return QuorumEffect.ONE;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.STARVES_MEMBERS);
    }

    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.of(3_000, 3_000);
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.restartHeal(settings);
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new ResourceExhaustion(context, execution, target.members(), resource);
    }
}
