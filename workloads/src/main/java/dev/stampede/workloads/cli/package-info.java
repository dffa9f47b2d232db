/**
 * The command line: {@code run}, {@code mutants}, {@code campaign}, {@code check}, {@code report}, {@code list}.
 *
 * <p>JSON for scripts goes to standard output, progress and prose to standard error. Does not live here: anything that a
 * test could not do as well without it.
 */
@NullMarked
package dev.stampede.workloads.cli;

import org.jspecify.annotations.NullMarked;
