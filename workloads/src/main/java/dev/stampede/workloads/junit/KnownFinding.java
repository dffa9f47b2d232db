package dev.stampede.workloads.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a true finding in a recipe as published. The run stays INVALID in its report; a test that asserts it to be
 * valid passes if every violation matches a declaration, also when none came. An inconclusive run still fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(KnownFindings.class)
public @interface KnownFinding {
    /** The name of the check that finds it. */
    String check();

    /** The kind of the anomaly. */
    String anomaly();

    /** Why the recipe does it. */
    String cause();

    /** Where it is reported. */
    String url();
}
