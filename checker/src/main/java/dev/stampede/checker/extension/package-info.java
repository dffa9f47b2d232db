/**
 * Finds the extensions that users add in their own jars: scenarios, faults, checks and models.
 *
 * <p>Contains the search by {@link java.util.ServiceLoader} and the rejection of duplicate names. The interface of a
 * provider is in the package of what it provides.
 */
@NullMarked
package dev.stampede.checker.extension;

import org.jspecify.annotations.NullMarked;
