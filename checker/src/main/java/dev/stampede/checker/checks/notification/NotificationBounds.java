package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.DerivedBound;

/**
 * The time limits of undisturbed actions.
 *
 * @param delivery from a change of a znode until a client that watches the znode acts on the change
 * @param answer from the receipt of a task until its answer
 */
record NotificationBounds(DerivedBound delivery, DerivedBound answer) {}
