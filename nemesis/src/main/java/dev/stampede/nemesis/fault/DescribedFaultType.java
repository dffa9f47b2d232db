package dev.stampede.nemesis.fault;

/** A fault type whose names, description and target are constants. */
public interface DescribedFaultType extends FaultType {
    /** The constants. */
    FaultDescriptor descriptor();

    @Override
    default String family() {
        return descriptor().family();
    }

    @Override
    default String shape() {
        return descriptor().shape();
    }

    @Override
    default String description() {
        return descriptor().description();
    }

    @Override
    default TargetScope scope() {
        return descriptor().scope();
    }
}
