/**
 * Decides whether a concurrent history of an object is linearizable.
 *
 * <p>Lives here: the engines behind {@link dev.stampede.checker.linearizability.LinearizabilityEngine}, the driver that
 * partitions and asks them, the naive search that they are tested against, and the check over our own histories. Does
 * not live here: what objects promise (see {@code dev.stampede.checker.model}), and file formats.
 */
@NullMarked
package dev.stampede.checker.linearizability;

import org.jspecify.annotations.NullMarked;
