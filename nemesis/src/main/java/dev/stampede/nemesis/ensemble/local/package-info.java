/**
 * Ensembles of child JVMs on this machine. Each member resolves the names of the others to its own proxies.
 *
 * <p>{@code dev.stampede.nemesis.process} makes sure that child processes never outlive the harness.
 * {@code dev.stampede.nemesis.link} cuts links.
 */
@NullMarked
package dev.stampede.nemesis.ensemble.local;

import org.jspecify.annotations.NullMarked;
