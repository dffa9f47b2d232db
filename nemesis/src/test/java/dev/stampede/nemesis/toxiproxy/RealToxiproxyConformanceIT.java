package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Runs the conformance tests against the real server, to prove that their expectations are correct. */
@Tag("containers")
class RealToxiproxyConformanceIT extends ToxiproxyConformance {
    private static RealToxiproxy real;

    @BeforeAll
    static void start_the_real_server() {
        real = RealToxiproxy.start();
    }

    @AfterAll
    static void stop_the_real_server() {
        if (real != null) {
            real.close();
        }
    }

    @Override
    ServerUnderTest start() {
        return real.server();
    }

    @Nested // not concurrent: all tests share the server, and each deletes all proxies at its end
    class EachToxic extends EachToxicConformance {
        @Override
        ServerUnderTest start() {
            return RealToxiproxyConformanceIT.this.start();
        }
    }
}
