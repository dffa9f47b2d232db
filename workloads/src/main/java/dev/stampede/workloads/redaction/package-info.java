/**
 * Redaction: secrets are never recorded in a history, a report or a log. On request, the data of znodes is recorded as
 * hashes only.
 *
 * <p>{@code workloads.run} determines the secrets of a run, and clients use them in {@code workloads.client.settings}.
 */
@NullMarked
package dev.stampede.workloads.redaction;

import org.jspecify.annotations.NullMarked;
