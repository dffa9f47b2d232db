package dev.stampede.reports.index;

import java.util.Locale;

/**
 * The number of runs in which an anomaly was observed, out of all comparable runs, and the confidence interval of this
 * rate.
 *
 * <p>The interval is Wilson's score interval at 95 % (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", 1927), which stays accurate for few runs and for rates near 0. No observation in n runs
 * limits the rate to 3/n (the rule of three), and is never written as 0 %.
 *
 * @param seen the number of runs with the anomaly, at most {@code runs}
 * @param runs the number of comparable runs
 */
public record OccurrenceRate(int seen, int runs) {
    private static final double Z = 1.959964;

    /** The lower end of the interval, 0 to 1. */
    public double low() {
        return runs == 0 ? 0 : Math.max(0, centre() - half());
    }

    /** The upper end of the interval, 0 to 1. */
    public double high() {
        return runs == 0 ? 1 : Math.min(1, centre() + half());
    }

    private double centre() {
        double p = (double) seen / runs;
        return (p + Z * Z / (2 * runs)) / (1 + Z * Z / runs);
    }

    private double half() {
        double p = (double) seen / runs;
        return Z * Math.sqrt(p * (1 - p) / runs + Z * Z / (4.0 * runs * runs)) / (1 + Z * Z / runs);
    }

    /**
     * The number of successive runs without the anomaly that show with 95 % confidence that it is fixed: n ≥ ln 0.05 /
     * ln(1 − p).
     */
    public int runsToBelieveFixed() {
        if (seen == 0 || runs == 0) {
            return 0;
        }
        double p = (double) seen / runs;
        return p >= 1 ? 1 : (int) Math.ceil(Math.log(0.05) / Math.log1p(-p));
    }

    /** For people: {@code 3 of 40 (2.6 to 19.9 %)}, {@code < 3/40}. */
    public String words() {
        if (runs == 0) {
            return "no runs";
        }
        if (seen == 0) {
            return "< 3/" + runs;
        }
        return seen + " of " + runs + " (" + interval() + ")";
    }

    /** The interval for people: {@code 2.6 to 19.9 %}. */
    public String interval() {
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low(), 100 * high());
    }
}
