package dev.stampede.checker.check;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;

/**
 * Adds a check from a jar of the user's. The jar names the implementing class in {@code
 * META-INF/services/dev.stampede.checker.check.CheckProvider}; the class is public and has a public constructor without
 * parameters. Scenarios and tests then use the check by its name, and {@code list checks} lists it.
 *
 * <p>Called on any thread. Implementations are stateless.
 */
public interface CheckProvider {

    /** The name of the check, which differs from all others. */
    String name();

    /** One sentence on what the check decides, with its parameters in parentheses. */
    String description();

    /**
     * Makes the check. A run makes all of its checks before it starts.
     *
     * @throws IllegalArgumentException if a parameter is unknown or has an invalid value; the message says what there is
     */
    Check check(CheckSpec spec);
}
