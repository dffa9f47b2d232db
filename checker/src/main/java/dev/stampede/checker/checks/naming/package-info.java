/**
 * The checks of a naming service: the values of names, their owners, and the uniqueness of ids.
 *
 * <p>Contains {@link dev.stampede.checker.checks.naming.NamingCheck} and {@link
 * dev.stampede.checker.checks.naming.UniqueIdsCheck}. The clients of names are in {@code workloads.scenario.naming}.
 */
@NullMarked
package dev.stampede.checker.checks.naming;

import org.jspecify.annotations.NullMarked;
