package dev.stampede.workloads.doctor;

/** Looks at one thing that an ensemble may need. It changes nothing and takes seconds at most. */
@FunctionalInterface
public interface Probe {
    /** What it finds; a failure of the probe itself is a finding, too, and never an exception. */
    Diagnosis diagnose();
}
