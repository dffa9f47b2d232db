package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Counts bytes by stream, proxy, listener and upstream, and prints them in the format of the real server with
 * {@code -proxy-metrics}. Thread-safe. The real server counts a connection when it ends; this class counts every byte
 * immediately.
 *
 * <p>As in the real server, a series remains when its proxy is deleted: there is one series for each name, address and
 * upstream that ever had a connection.
 */
public final class TrafficMeter {
    private final Map<String, Traffic> byLabels = new ConcurrentSkipListMap<>();

    /** The counters of one stream. */
    static final class Traffic {
        private final AtomicLong received = new AtomicLong();
        private final AtomicLong sent = new AtomicLong();

        void received(int bytes) {
            received.addAndGet(bytes);
        }

        void sent(int bytes) {
            sent.addAndGet(bytes);
        }
    }

    Traffic of(StreamDirection stream, String proxy, String listen, String upstream) {
        String labels = "direction=\"%s\",listener=\"%s\",proxy=\"%s\",upstream=\"%s\""
                .formatted(stream.label(), escaped(listen), escaped(proxy), escaped(upstream));
        return byLabels.computeIfAbsent(labels, any -> new Traffic());
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** The text of {@code GET /metrics}, Prometheus exposition format 0.0.4. */
    public String exposition() {
        StringBuilder text = new StringBuilder();
        family(text, "toxiproxy_proxy_received_bytes_total", traffic -> traffic.received);
        family(text, "toxiproxy_proxy_sent_bytes_total", traffic -> traffic.sent);
        return text.toString();
    }

    private void family(StringBuilder text, String name, Function<Traffic, AtomicLong> counter) {
        if (byLabels.isEmpty()) {
            return;
        }
        text.append("# HELP ").append(name).append(" \n# TYPE ").append(name).append(" counter\n");
        byLabels.forEach((labels, traffic) -> text.append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(counter.apply(traffic).get())
                .append('\n'));
    }
}
