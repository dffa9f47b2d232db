package dev.stampede.checker.check;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;

/**
 * Makes one check by its name. How a user adds a check from a project of their own: implement it, name the class in {@code
 * META-INF/services/dev.stampede.checker.check.CheckProvider}, and put the jar on the class path.
 *
 * <p>{@code Checks} finds each provider once, when the checks are first asked for, by {@link java.util.ServiceLoader}; the
 * class needs a public constructor without parameters. {@link #create} may be called on any thread, and again with the
 * same spec; it must give an equivalent check each time.
 */
public interface CheckProvider {
    /** The name of the check on the command line and in reports; no other check may have it. */
    String name();

    /** The question that the check answers, in one sentence, with its parameters in parentheses. */
    String description();

    /**
     * Makes the check. Called before a run starts, so that a mistyped parameter fails at once.
     *
     * @param spec its name is {@link #name()}
     * @throws IllegalArgumentException if a parameter or its value is not known; the message names all of them, as {@link
     *     CheckParameters} does
     */
    Check create(CheckSpec spec);
}
