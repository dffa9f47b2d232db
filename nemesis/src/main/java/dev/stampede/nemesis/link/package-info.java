/**
 * Links: the directed network paths between members and from clients to members, and how they are cut.
 *
 * <p>Does not live here: the server that the bytes go through ({@code dev.stampede.nemesis.toxiproxy}); everything here
 * uses the Toxiproxy HTTP API, so it does not matter which server answers.
 */
@NullMarked
package dev.stampede.nemesis.link;

import org.jspecify.annotations.NullMarked;
