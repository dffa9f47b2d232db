/** The built-in faults that take a resource from a member. */
@NullMarked
package dev.stampede.nemesis.fault.resource;

import org.jspecify.annotations.NullMarked;
