package dev.stampede.checker.analysis;

/** What the transaction logs prove about a write whose effect is unknown. */
public sealed interface Settlement {

    /** It took effect at this zxid. */
    record Applied(long zxid) implements Settlement {}

    /** It never took effect. */
    record NeverApplied() implements Settlement {}

    /** The logs prove neither. */
    record Open(String reason) implements Settlement {}
}
