package dev.stampede.reports.index;

import java.util.Locale;

/** Draws a few values as a line without axes, from 0 to the maximum. Stateless. */
final class Sparkline {
    private static final int WIDTH = 180;
    private static final int HEIGHT = 28;

    private Sparkline() {}

    /** Draws the values; {@code title} describes the picture and is escaped. */
    static String draw(double[] values, String title) {
        if (values.length == 0) {
            return "";
        }
        double most = 1e-9;
        for (double value : values) {
            most = Math.max(most, value);
        }
        StringBuilder points = new StringBuilder();
        double x = 0;
        for (int i = 0; i < values.length; i++) {
            x = values.length == 1 ? WIDTH / 2.0 : 2 + (double) i * (WIDTH - 6) / (values.length - 1);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(values[i], most)));
        }
        String end = String.format(Locale.ROOT, "cx=\"%.1f\" cy=\"%.1f\"", x, y(values[values.length - 1], most));
        return "<svg class=\"spark\" role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" width=\"" + WIDTH
                + "\" height=\"" + HEIGHT + "\"><title>" + escape(title) + "</title><polyline points=\"" + points
                + "\" fill=\"none\" stroke=\"#2f5f8a\" stroke-width=\"1.5\"/><circle " + end
                + " r=\"2.5\" fill=\"#2f5f8a\"/></svg>";
    }

    private static double y(double value, double most) {
        return HEIGHT - 4 - Math.max(0, value) / most * (HEIGHT - 8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
