/**
 * Ensembles of child JVMs on this machine, each member with a network of its own through names that resolve differently
 * for each.
 *
 * <p>Does not live here: how children are kept from outliving us ({@code dev.stampede.nemesis.process}), and how links
 * are cut ({@code dev.stampede.nemesis.link}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble.local;

import org.jspecify.annotations.NullMarked;
