package dev.stampede.workloads.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a known finding in a published recipe. A run that shows it is INVALID in its report; a test that asserts a valid run
 * passes if every violation is declared, or if there is none. An inconclusive run fails the test.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(KnownFindings.class)
public @interface KnownFinding {
    /** The name of the check. */
    String check();

    /** The kind of the anomaly. */
    String anomaly();

    /** Why the recipe behaves like this. */
    String cause();

    /** The address of the report. */
    String url();
}
