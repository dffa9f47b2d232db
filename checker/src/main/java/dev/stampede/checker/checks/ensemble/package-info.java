/**
 * Checks of the ensemble itself: the audit of its members, and ZooKeeper's guarantees about zxids, versions and owners.
 */
@NullMarked
package dev.stampede.checker.checks.ensemble;

import org.jspecify.annotations.NullMarked;
