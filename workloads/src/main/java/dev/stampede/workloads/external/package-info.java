/**
 * What a run does on an ensemble that others run, so that it disturbs nobody: the part of the tree that it owns, the removal
 * of what dead harnesses left there, and the harness' own access through TLS and authentication.
 *
 * <p>Does not live here: the client settings ({@code dev.stampede.workloads.client.settings}), and what a run may do at all
 * ({@code ExternalSafety}).
 */
@NullMarked
package dev.stampede.workloads.external;

import org.jspecify.annotations.NullMarked;
