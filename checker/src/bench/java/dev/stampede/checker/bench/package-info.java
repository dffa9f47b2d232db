/**
 * Measures the linearizability checker, and Porcupine on the same files in alternating rounds, against what it must reach.
 *
 * <p>{@code mvn -q -Pbench -DskipTests -pl checker verify} runs it; {@code -Dbench.args="--help"} lists its options.
 *
 * <p>Does not live here: tests, which never measure time.
 */
@NullMarked
package dev.stampede.checker.bench;

import org.jspecify.annotations.NullMarked;
