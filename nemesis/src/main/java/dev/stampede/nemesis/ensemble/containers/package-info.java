/**
 * Ensembles of containers: a member a container, and a container with a real Toxiproxy server for each, which owns the
 * network that the member lives in. Any engine that Testcontainers finds will do, also a remote one: only published ports
 * are used from outside, and files are copied.
 *
 * <p>Does not live here: how links are cut ({@code dev.stampede.nemesis.link}), and who owns what is left over ({@code
 * dev.stampede.nemesis.process.ResourceOwner}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble.containers;

import org.jspecify.annotations.NullMarked;
