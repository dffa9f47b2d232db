package dev.stampede.checker.check;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;

/**
 * Creates one check by its name. To add a check from another project, implement this interface, name the class in
 * {@code META-INF/services/dev.stampede.checker.check.CheckProvider}, and put the jar on the class path.
 *
 * <p>{@code Checks} finds each provider once, at its first use, with {@link java.util.ServiceLoader}; the class needs a
 * public constructor without parameters. {@link #create} may be called on any thread, and repeatedly with the same
 * spec; it must return an equivalent check each time.
 */
public interface CheckProvider {
    /** The name of the check on the command line and in reports; it must be unique. */
    String name();

    /** The question that the check answers, in one sentence, with its parameters in parentheses. */
    String description();

    /**
     * Creates the check. Called before a run starts, so that a mistyped parameter fails immediately.
     *
     * @param spec its name is {@link #name()}
     * @throws IllegalArgumentException if a parameter or its value is unknown; the message lists all of them, as {@link
     *     CheckParameters} does
     */
    Check create(CheckSpec spec);
}
