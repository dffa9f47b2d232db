/**
 * The probes of the command {@code doctor}, which examine this machine.
 *
 * <p>There is a {@link dev.stampede.workloads.doctor.Probe} for each requirement of ensembles. A probe receives its
 * inputs as suppliers, so that tests do not depend on the machine.
 */
@NullMarked
package dev.stampede.workloads.doctor;

import org.jspecify.annotations.NullMarked;
