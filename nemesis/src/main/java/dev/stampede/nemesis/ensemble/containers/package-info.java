/**
 * Ensembles of containers: one container per member, and one with a real Toxiproxy server for each, which owns the
 * network of the member. Every engine that Testcontainers finds is suitable, also a remote one: only published ports
 * are used from outside, and files are copied.
 *
 * <p>Does not live here: how links are cut ({@code dev.stampede.nemesis.link}), and who owns leftovers ({@code
 * dev.stampede.nemesis.process.ResourceOwner}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble.containers;

import org.jspecify.annotations.NullMarked;
