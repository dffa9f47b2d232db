/**
 * Checks of the ensemble itself: the audit of its members, and what ZooKeeper guarantees of zxids, versions and owners.
 */
@NullMarked
package dev.stampede.checker.checks.ensemble;

import org.jspecify.annotations.NullMarked;
