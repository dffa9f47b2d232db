/**
 * The toxics of Toxiproxy 2.12, and what each does to the bytes of one stream.
 *
 * <p>Does not live here: how a request describes a toxic ({@code dev.stampede.nemesis.toxiproxy.api}).
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy.toxics;

import org.jspecify.annotations.NullMarked;
