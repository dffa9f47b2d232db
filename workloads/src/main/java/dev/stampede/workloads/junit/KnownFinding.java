package dev.stampede.workloads.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a known finding that a run may show. {@code assertThat(run).isValid()} passes if the run has no violations,
 * or if every violation of the run is declared; an inconclusive run fails. The verdict in the report remains INVALID.
 *
 * <p>A finding is declared by its id in the catalogue, which also has the affected versions and the cause:
 *
 * <pre>{@code
 * @KnownFinding("CURATOR-604")
 * }</pre>
 *
 * <p>A finding that is not in the catalogue is declared by the check and the kind of the anomaly.
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

    /** Why the recipe shows this anomaly. */
    String cause() default "";

    /** The URL of the bug report. */
    String url() default "";
}
