/**
 * What a run must not write down: secrets, which never reach a history, a report or a log; and on request the data of znodes,
 * of which only hashes are recorded.
 *
 * <p>Does not live here: which secrets a run has ({@code workloads.run}), and how clients use them ({@code
 * workloads.client.settings}).
 */
@NullMarked
package dev.stampede.workloads.redaction;

import org.jspecify.annotations.NullMarked;
