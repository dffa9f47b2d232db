package dev.stampede.workloads.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a known finding: a run may show it. Its verdict stays INVALID in its report; a test that asserts a valid run passes
 * if every violation is declared, or if there is none. An inconclusive run fails the test.
 *
 * <p>Either by its id in the catalogue, which also says in which versions it is known and what its cause is:
 *
 * <pre>{@code
 * @KnownFinding("CURATOR-604")
 * }</pre>
 *
 * <p>or, for a finding that the catalogue does not have, by the check and the kind of the anomaly.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(KnownFindings.class)
public @interface KnownFinding {
    /** The id in the catalogue, such as {@code CURATOR-604}; the command {@code list findings} lists all. */
    String value() default "";

    /** The name of the check, if no id is given. */
    String check() default "";

    /** The kind of the anomaly, if no id is given. */
    String anomaly() default "";

    /** Why the recipe behaves like this. */
    String cause() default "";

    /** The address of the report. */
    String url() default "";
}
