/** The list of all fault types: the built-in ones, and users' types that {@link java.util.ServiceLoader} finds. */
@NullMarked
package dev.stampede.nemesis.fault.registry;

import org.jspecify.annotations.NullMarked;
