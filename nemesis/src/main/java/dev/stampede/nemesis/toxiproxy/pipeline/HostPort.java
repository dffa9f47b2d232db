package dev.stampede.nemesis.toxiproxy.pipeline;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** An address, {@code host:port} or {@code [v6]:port}. A missing host means 127.0.0.1. */
public record HostPort(String host, int port) {
    /** Any port of the loopback address. */
    public static final HostPort ANY = new HostPort("127.0.0.1", 0);

    /**
     * Parses an address.
     *
     * @throws IllegalArgumentException with the text of the real server if the text is not an address
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf(']', colon) > 0) {
            throw new IllegalArgumentException("address " + text + ": missing port in address");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("address " + text + ": too many colons in address");
        }
        return new HostPort(host.isEmpty() ? "127.0.0.1" : host, port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("lookup tcp/" + text + ": unknown port", e);
        }
        throw new IllegalArgumentException("address " + text + ": invalid port");
    }

    public static HostPort of(InetSocketAddress address) {
        return new HostPort(NetUtil.toAddressString(address.getAddress()), address.getPort());
    }

    /** This address with a numeric host. */
    public HostPort literal() {
        InetSocketAddress address = resolved();
        return address.isUnresolved() ? this : of(address);
    }

    InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    public InetSocketAddress resolved() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
