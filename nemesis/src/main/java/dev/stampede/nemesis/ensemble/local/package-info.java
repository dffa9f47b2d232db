/**
 * Ensembles of child JVMs on this machine. Each member resolves the names of the others to its own proxies.
 *
 * <p>Does not live here: how child processes never outlive the harness ({@code dev.stampede.nemesis.process}), and how
 * links are cut ({@code dev.stampede.nemesis.link}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble.local;

import org.jspecify.annotations.NullMarked;
