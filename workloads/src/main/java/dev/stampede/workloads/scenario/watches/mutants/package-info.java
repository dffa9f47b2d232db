/** Clients of watches, TTL znodes and containers that are broken on purpose: each makes one mistake. */
@NullMarked
package dev.stampede.workloads.scenario.watches.mutants;

import org.jspecify.annotations.NullMarked;
