/** The built-in faults that cut links: partitions of members and of clients. */
@NullMarked
package dev.stampede.nemesis.fault.network;

import org.jspecify.annotations.NullMarked;
