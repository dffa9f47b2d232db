/**
 * Faults: each breaks one thing on purpose, proves that it acted, mends it and proves that too.
 *
 * <p>Does not live here: when and to whom it is done ({@code dev.stampede.nemesis.plan}).
 */
@NullMarked
package dev.stampede.nemesis.fault;

import org.jspecify.annotations.NullMarked;
