/**
 * The toxics of Toxiproxy 2.12, and the effect of each on the bytes of one stream.
 *
 * <p>{@code dev.stampede.nemesis.toxiproxy.api} parses the requests that describe toxics.
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy.toxics;

import org.jspecify.annotations.NullMarked;
