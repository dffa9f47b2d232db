package dev.stampede.workloads.soak;

import java.util.Locale;

/** The resources of the harness that must not grow during a soak. */
public enum HarnessResource {
    /** The heap after a full garbage collection, in bytes. */
    HEAP("heap after GC", Unit.BYTES, 2 << 20, false),
    /** Memory of direct and mapped buffers, in bytes. */
    BUFFERS("direct buffers", Unit.BYTES, 2 << 20, false),
    THREADS("threads", Unit.COUNT, 2, false),
    /** Open file descriptors, sockets included. */
    DESCRIPTORS("file descriptors", Unit.COUNT, 4, false),
    /** Child processes of this process. */
    CHILDREN("child processes", Unit.COUNT, 0, true),
    /** Temporary folders of this process. */
    TEMP_FOLDERS("temporary folders", Unit.COUNT, 0, true),
    /** The files in the temporary folders of this process and in the shared cache, in bytes. */
    DISK("temporary and cached files", Unit.BYTES, 1 << 20, false);

    private static final double MIB = 1 << 20;

    private enum Unit {
        BYTES,
        COUNT
    }

    private final String title;
    private final Unit unit;
    private final double floor;
    private final boolean goneAfterRuns;

    HarnessResource(String title, Unit unit, double floor, boolean goneAfterRuns) {
        this.title = title;
        this.unit = unit;
        this.floor = floor;
        this.goneAfterRuns = goneAfterRuns;
    }

    /** The title, for people. */
    public String title() {
        return title;
    }

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The largest growth over the second half of a soak that is not a leak. */
    double floor() {
        return floor;
    }

    /** Whether runs must leave nothing of this resource, so that any remainder is a leak. */
    boolean goneAfterRuns() {
        return goneAfterRuns;
    }

    /** An amount of the resource, as text for people. */
    public String text(double amount) {
        return unit == Unit.BYTES
                ? String.format(Locale.ROOT, "%.1f MiB", amount / MIB)
                : String.format(Locale.ROOT, amount == Math.rint(amount) ? "%.0f" : "%.2f", amount);
    }
}
