/**
 * The check of notification: what workers receive and answer, and what coordinators see, compared with what was
 * written.
 *
 * <p>Contains {@link dev.stampede.checker.checks.notification.NotificationsCheck}. The drivers are in {@code
 * workloads.scenario.notification}.
 */
@NullMarked
package dev.stampede.checker.checks.notification;

import org.jspecify.annotations.NullMarked;
