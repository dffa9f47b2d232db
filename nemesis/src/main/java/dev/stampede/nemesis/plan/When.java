package dev.stampede.nemesis.plan;

import java.time.Duration;

/** When an atom fires. */
public sealed interface When {

    /** So long after the chaos phase began; whole milliseconds, not negative. */
    record AtTime(Duration offset) implements When {
        public AtTime {
            Millis.require(offset, "a time");
        }

        @Override
        public String toString() {
            return "at " + Millis.text(offset);
        }
    }
}
