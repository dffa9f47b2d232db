package dev.stampede.workloads.run;

/** Receives the progress of a run, for a person who waits. Called on the thread of the run. */
public interface Progress {

    /** Receives an event of the run: a phase, a fault, a verdict. */
    void line(String text);

    /** Receives the status, about once a second; each replaces the last one. */
    void status(String text);

    /** Ignores everything. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void line(String text) {}

            @Override
            public void status(String text) {}
        };
    }
}
