/**
 * The fenced store that the harness serves on loopback, and a client's connection to it.
 */
@NullMarked
package dev.stampede.workloads.client.store;

import org.jspecify.annotations.NullMarked;
