/**
 * The command line: {@code run}, {@code replay}, {@code mutants}, {@code campaign}, {@code merge}, {@code soak},
 * {@code check}, {@code baseline}, {@code report}, {@code generate}, {@code list}, {@code doctor}.
 *
 * <p>It contains one class per command, the options, and the exit codes. JSON for scripts goes to standard output;
 * progress and text for people go to standard error. Code that JUnit tests need, too, is in other packages.
 */
@NullMarked
package dev.stampede.workloads.cli;

import org.jspecify.annotations.NullMarked;
