package dev.stampede.workloads.sweep;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is lost of one request, and what happens then. Each way ends the connection of the client. */
public enum LossWay {
    /** The server answers the request, and the answer is lost. */
    W1("the reply is lost"),
    /** The request never arrives. */
    W2("the request is lost"),
    /** As W1, and the server closes the session before the client reconnects. */
    W3("the reply is lost, and the session has ended when the client reconnects"),
    /** As W2, and the server closes the session before the client reconnects. */
    W3B("the request is lost, and the session has ended when the client reconnects"),
    /** As W1, and the reply to the next request of the same type is lost, too. */
    W6("the reply is lost, and the reply to the next request of this type, too"),
    /** As W2, and then the reply to the next request of the same type is lost: usually that of the retry. */
    W7("the request is lost, and then the reply to the next request of this type");

    private final String description;

    LossWay(String description) {
        this.description = description;
    }

    /** One clause for people. */
    public String description() {
        return description;
    }

    /** Whether the request itself is lost, so that the server does not execute it. */
    boolean losesRequest() {
        return this == W2 || this == W3B || this == W7;
    }

    /** Whether the session is closed before the client can resume it. */
    boolean closesSession() {
        return this == W3 || this == W3B;
    }

    /** Whether the reply to a second request is lost. */
    boolean losesSecondReply() {
        return this == W6 || this == W7;
    }

    /**
     * The way with this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists all ways
     */
    public static LossWay parse(String name) {
        Optional<LossWay> way = Arrays.stream(values())
                .filter(w -> w.name().equalsIgnoreCase(name.strip()))
                .findFirst();
        return way.orElseThrow(() -> new IllegalArgumentException("expected ways such as W1,W3,W7, found \"" + name
                + "\"; the ways are "
                + Arrays.stream(values())
                        .map(w -> w + " (" + w.description + ")")
                        .collect(Collectors.joining(", "))));
    }
}
