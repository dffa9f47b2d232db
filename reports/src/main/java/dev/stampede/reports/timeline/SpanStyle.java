package dev.stampede.reports.timeline;

/** The meaning of a span or a mark. The page derives the colour from it. */
public enum SpanStyle {
    QUIET(0, "normal"),
    NOTICE(1, "notice"),
    BAD(2, "bad"),
    OK(3, "OK"),
    FAILED(4, "definitely failed"),
    UNSURE(5, "indeterminate"),
    LEADING(6, "leading"),
    FOLLOWING(7, "following"),
    LOOKING(8, "looking for a leader"),
    DOWN(9, "down"),
    PAUSED(10, "paused"),
    CONNECTED(11, "connected"),
    SUSPENDED(12, "suspended"),
    LOST(13, "lost"),
    EXPIRED(14, "expired"),
    HELD(15, "held"),
    DOUBTED(16, "held, but doubted"),
    NO_LEADER(17, "no leader"),
    FAULT(18, "fault"),
    PHASE(19, "phase");

    private final int code;
    private final String words;

    SpanStyle(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The number of this style in the page's data. */
    int code() {
        return code;
    }

    /** The name in tooltips and tables. */
    public String words() {
        return words;
    }
}
