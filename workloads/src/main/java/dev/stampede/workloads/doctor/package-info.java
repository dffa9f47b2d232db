/**
 * What this machine can do: the probes of the command {@code doctor}.
 *
 * <p>Lives here: a {@link dev.stampede.workloads.doctor.Probe} for each thing that an ensemble needs, and what they found. A
 * probe receives what it reads as suppliers, so that tests need no other machine. Does not live here: the command line.
 */
@NullMarked
package dev.stampede.workloads.doctor;

import org.jspecify.annotations.NullMarked;
