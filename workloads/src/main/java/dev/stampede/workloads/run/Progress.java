package dev.stampede.workloads.run;

/** Is told how a run goes on, for a person who waits. Called from the run's own thread and from its ticker. */
public interface Progress {

    /** A line that stays: a phase, a fault, a verdict. */
    void line(String text);

    /** How it stands, about once a second; the next one may replace it. */
    void status(String text);

    /** Tells nobody. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void line(String text) {}

            @Override
            public void status(String text) {}
        };
    }
}
