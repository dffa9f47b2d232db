package dev.stampede.nemesis.link;

import eu.rekawek.toxiproxy.model.ToxicDirection;

/** One of the two byte streams of a proxy; upstream is what the dialling side sends. */
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
