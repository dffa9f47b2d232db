/**
 * Ensembles of containers. Each member has two containers: one for its process, and one for a real Toxiproxy server,
 * which owns the member's network. Every engine that Testcontainers finds is suitable, even a remote one: the harness
 * uses only published ports, and it copies files instead of mounting them.
 *
 * <p>{@code dev.stampede.nemesis.link} cuts links. {@code dev.stampede.nemesis.process.ResourceOwner} identifies the
 * owner of leftovers.
 */
@NullMarked
package dev.stampede.nemesis.ensemble.containers;

import org.jspecify.annotations.NullMarked;
