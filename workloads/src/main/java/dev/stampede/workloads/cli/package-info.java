/**
 * The command line: {@code run}, {@code replay}, {@code mutants}, {@code campaign}, {@code merge}, {@code check}, {@code
 * report}, {@code generate}, {@code list}, {@code doctor}.
 *
 * <p>Lives here: one class for each command, the options, and the exit codes. JSON for scripts goes to standard output,
 * progress and prose to standard error. Does not live here: anything that a JUnit test needs, too.
 */
@NullMarked
package dev.stampede.workloads.cli;

import org.jspecify.annotations.NullMarked;
