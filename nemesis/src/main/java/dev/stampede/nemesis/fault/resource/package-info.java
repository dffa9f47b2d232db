/** The built-in faults that exhaust a resource of a member. */
@NullMarked
package dev.stampede.nemesis.fault.resource;

import org.jspecify.annotations.NullMarked;
