package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The same against the real server, so that what the embedded one is measured by is the truth. */
@Tag("containers")
class RealToxiproxyConformanceIT extends ToxiproxyConformance {
    private static RealToxiproxy real;

    @BeforeAll
    static void start_the_real_server() {
        real = RealToxiproxy.start();
    }

    @AfterAll
    static void stop_it() {
        if (real != null) {
            real.close();
        }
    }

    @Override
    ServerUnderTest start() {
        return real.server();
    }
}
