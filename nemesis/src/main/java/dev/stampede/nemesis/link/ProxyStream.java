package dev.stampede.nemesis.link;

import eu.rekawek.toxiproxy.model.ToxicDirection;

/** One of the two byte streams of a proxy. The upstream carries the data of the side that opened the connection. */
record ProxyStream(ProxyRoute route, ToxicDirection way) {
    static ProxyStream up(ProxyRoute route) {
        return new ProxyStream(route, ToxicDirection.UPSTREAM);
    }

    static ProxyStream down(ProxyRoute route) {
        return new ProxyStream(route, ToxicDirection.DOWNSTREAM);
    }

    boolean upstream() {
        return way == ToxicDirection.UPSTREAM;
    }

    @Override
    public String toString() {
        return route.name() + (upstream() ? " upstream" : " downstream");
    }
}
