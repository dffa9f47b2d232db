package dev.stampede.workloads.run;

/** Receives the progress of a run, for people. Called from several threads concurrently. */
public interface Progress {

    /** Receives a notice, such as why a run ended early. */
    void line(String text);

    /** Receives the status: when a stage begins, when the active faults change, and about twice a second. */
    void status(RunStatus status);

    /** Ignores everything. */
    static Progress silent() {
        return Silent.INSTANCE;
    }

    /** Ignores everything. A run with it needs no status thread. */
    enum Silent implements Progress {
        /** The only instance. */
        INSTANCE;

        @Override
        public void line(String text) {}

        @Override
        public void status(RunStatus status) {}
    }
}
