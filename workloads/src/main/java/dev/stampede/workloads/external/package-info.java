/**
 * The behaviour of runs on external ensembles, so that they do not disturb other applications: the tree that a run
 * owns, the removal of trees of dead harnesses, and the access of the harness with TLS and authentication.
 *
 * <p>The client settings are in {@code dev.stampede.workloads.client.settings}. {@code ExternalSafety} limits the steps
 * of a run.
 */
@NullMarked
package dev.stampede.workloads.external;

import org.jspecify.annotations.NullMarked;
