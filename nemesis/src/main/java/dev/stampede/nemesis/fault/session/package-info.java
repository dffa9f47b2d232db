/** The built-in faults that end the session of a client, or pretend to. */
@NullMarked
package dev.stampede.nemesis.fault.session;

import org.jspecify.annotations.NullMarked;
