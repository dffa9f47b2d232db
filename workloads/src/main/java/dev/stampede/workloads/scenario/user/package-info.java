/**
 * Loads the classes of users for the drivers of all scenarios: validates a class against an interface of
 * {@code dev.stampede.workloads.user}, and creates its objects.
 *
 * <p>Does not live here: the drivers, which are in the package of their scenario.
 */
@NullMarked
package dev.stampede.workloads.scenario.user;

import org.jspecify.annotations.NullMarked;
