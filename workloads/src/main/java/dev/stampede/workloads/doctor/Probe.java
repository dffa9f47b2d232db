package dev.stampede.workloads.doctor;

/** Examines one requirement of ensembles. Changes nothing, and takes a few seconds at most. */
@FunctionalInterface
public interface Probe {
    /** The result. Never throws: a failure of the probe itself is also a result. */
    Diagnosis diagnose();
}
