package dev.stampede.workloads.run;

/** Receives the progress of a run, for a person who waits. Called from several threads, also at the same time. */
public interface Progress {

    /** Receives a notice, such as why a run ended early. */
    void line(String text);

    /** Receives the status: when a stage begins, when the faults in effect change, and about twice a second. */
    void status(RunStatus status);

    /** Ignores everything. */
    static Progress silent() {
        return Silent.INSTANCE;
    }

    /** Ignores everything; a run that has it needs no thread for its status. */
    enum Silent implements Progress {
        /** The only one. */
        INSTANCE;

        @Override
        public void line(String text) {}

        @Override
        public void status(RunStatus status) {}
    }
}
