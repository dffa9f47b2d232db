/** The fenced store, which the harness serves on the loopback address, and the connection of a client to it. */
@NullMarked
package dev.stampede.workloads.client.store;

import org.jspecify.annotations.NullMarked;
