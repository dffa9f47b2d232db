/**
 * Measures the linearizability checker, and Porcupine on the same files in alternating rounds, and compares the results
 * with the requirements.
 *
 * <p>{@code mvn -q -Pbench -DskipTests -pl checker verify} runs it; {@code -Dbench.args="--help"} lists its options.
 *
 * <p>Tests never measure time.
 */
@NullMarked
package dev.stampede.checker.bench;

import org.jspecify.annotations.NullMarked;
