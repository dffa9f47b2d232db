package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The embedded server behaves like the real one, except for the documented differences. */
class EmbeddedToxiproxyConformanceIT extends ToxiproxyConformance {
    @Override
    ServerUnderTest start() {
        return ServerUnderTest.embedded();
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT) // each test starts its own server
    class EachToxic extends EachToxicConformance {
        @Override
        ServerUnderTest start() {
            return EmbeddedToxiproxyConformanceIT.this.start();
        }
    }
}
