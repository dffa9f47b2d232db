/** The built-in faults that kill or pause processes: members and worker JVMs. */
@NullMarked
package dev.stampede.nemesis.fault.process;

import org.jspecify.annotations.NullMarked;
