/**
 * Links: the directed network paths between members and from clients to members, and how they are cut.
 *
 * <p>This package uses only the HTTP API of Toxiproxy, so it works with the embedded server
 * ({@code dev.stampede.nemesis.toxiproxy}) and with a real one.
 */
@NullMarked
package dev.stampede.nemesis.link;

import org.jspecify.annotations.NullMarked;
