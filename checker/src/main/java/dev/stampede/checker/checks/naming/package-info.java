/**
 * The checks of a naming service: what a name stands for, who owns it, and that no id is handed out twice.
 *
 * <p>Lives here: {@link dev.stampede.checker.checks.naming.NamingCheck} and {@link
 * dev.stampede.checker.checks.naming.UniqueIdsCheck}. Does not live here: how clients use names ({@code
 * workloads.scenario.naming}).
 */
@NullMarked
package dev.stampede.checker.checks.naming;

import org.jspecify.annotations.NullMarked;
