package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.DerivedBound;

/**
 * The time limits of actions that nothing disturbs.
 *
 * @param delivery from a change in ZooKeeper until a client that watches it acts on it
 * @param answer from the receipt of a task until its answer
 */
record NotificationBounds(DerivedBound delivery, DerivedBound answer) {}
