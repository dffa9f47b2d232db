/**
 * How Stampede finds what users add from jars of their own: scenarios, faults, checks and models.
 *
 * <p>Lives here: the search by {@link java.util.ServiceLoader}, and the refusal of names that are given twice. Does not live
 * here: the interfaces of the providers; each stands beside what it provides.
 */
@NullMarked
package dev.stampede.checker.extension;

import org.jspecify.annotations.NullMarked;
