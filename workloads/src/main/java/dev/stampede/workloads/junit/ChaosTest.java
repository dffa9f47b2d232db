package dev.stampede.workloads.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test with a parameter of the type {@link Chaos}, which is invoked once for each seed.
 *
 * <pre>{@code
 * @Smoke
 * @ChaosTest(seeds = 3)
 * void never_grants_the_lock_twice_while_the_leader_is_cut_off(Chaos chaos) {
 *     ChaosRun run = chaos.ensembleOf(3)
 *             .workload(interProcessMutex("/locks/a").clients(5).holding(millis(20)))
 *             .nemesis(partition(LEADER).lasting(seconds(4)).every(seconds(8)))
 *             .checking(mutualExclusion(), recovery())
 *             .requiring(atLeast(1, PARTITIONS), atLeast(50, ACQUIRES))
 *             .runFor(seconds(20));
 *     assertThat(run).isValid();
 * }
 * }</pre>
 *
 * <p>The seeds are {@code first}, {@code first + 1} and so on. Three system properties change the seeds:
 * {@code stampede.seeds} is the maximum number of seeds (the smoke run sets 1), {@code stampede.seed} replaces the
 * first seed, and {@code stampede.scale} multiplies the number of seeds.
 *
 * <p>With {@code stampede.shard=i/n} only the i-th of n parts of all seeds is executed, so that several machines share
 * them; every seed of every test is in exactly one part. {@code stampede.durations} names a folder of earlier chaos
 * tests, by whose durations the parts are balanced. Each shard needs a folder {@code stampede.out} of its own; the
 * command {@code merge} joins them.
 */
@Documented
@TestTemplate
@ExtendWith(ChaosExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ChaosTest {
    /** The number of seeds. */
    int seeds() default 1;

    /** The first seed. */
    long first() default 1;
}
