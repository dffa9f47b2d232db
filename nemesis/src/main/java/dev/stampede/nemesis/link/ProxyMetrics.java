package dev.stampede.nemesis.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The byte counters of a Toxiproxy server: {@code GET /metrics} in Prometheus' text format. */
final class ProxyMetrics {
    private static final Pattern SAMPLE =
            Pattern.compile("toxiproxy_proxy_(received|sent)_bytes_total\\{([^}]*)\\}\\s+([0-9.eE+]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final int TIMEOUT_MILLIS = 2_000;

    private final URI metrics;

    ProxyMetrics(String host, int port) {
        this.metrics = URI.create("http://" + host + ":" + port + "/metrics");
    }

    /** The numbers of bytes that a stream received and sent since the server was started. */
    record Bytes(long received, long sent) {
        Bytes minus(Bytes before) {
            return new Bytes(received - before.received, sent - before.sent);
        }

        Bytes plus(Bytes other) {
            return new Bytes(received + other.received, sent + other.sent);
        }
    }

    /** The sum over these streams; a stream without a counter counts as zero. */
    Bytes of(Collection<ProxyStream> streams) {
        Map<String, Bytes> all = parse(read());
        Bytes sum = new Bytes(0, 0);
        for (ProxyStream stream : streams) {
            sum = sum.plus(all.getOrDefault(key(stream), new Bytes(0, 0)));
        }
        return sum;
    }

    private static String key(ProxyStream stream) {
        return stream.route().name() + (stream.upstream() ? "/upstream" : "/downstream");
    }

    static Map<String, Bytes> parse(String text) {
        Map<String, Bytes> found = new HashMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            Map<String, String> labels = labels(sample.group(2));
            String key = labels.getOrDefault("proxy", "") + "/" + labels.getOrDefault("direction", "");
            long value = (long) Double.parseDouble(sample.group(3));
            Bytes bytes = sample.group(1).equals("received") ? new Bytes(value, 0) : new Bytes(0, value);
            found.merge(key, bytes, Bytes::plus);
        }
        return found;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private String read() {
        try {
            HttpURLConnection get = (HttpURLConnection) metrics.toURL().openConnection(Proxy.NO_PROXY);
            get.setConnectTimeout(TIMEOUT_MILLIS);
            get.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream body = get.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new LinkException(
                    "the Toxiproxy server does not return its counters at " + metrics + ": " + e
                            + "; is it alive, and was it started with -proxy-metrics?",
                    e);
        }
    }
}
