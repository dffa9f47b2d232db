package dev.stampede.reports;

import java.util.Locale;

/**
 * Writes SVG, and escapes all external text.
 *
 * <p>Colours are written twice: as attributes for pages without a style sheet, and as classes, for which the style
 * sheet has a light and a dark colour. Not thread-safe.
 */
final class SvgWriter {
    private final StringBuilder out = new StringBuilder(4096);

    SvgWriter(double width, double height, String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" width=\"100%\" font-family=\"ui-sans-serif, system-ui, sans-serif\" font-size=\"12\">");
        out.append("<title>").append(escape(title)).append("</title>");
    }

    SvgWriter raw(String trusted) {
        out.append(trusted);
        return this;
    }

    SvgWriter rect(double x, double y, double width, double height, String type, String fill, String title) {
        out.append("<rect x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height));
        attributes(type, fill);
        if (title.isEmpty()) {
            out.append("/>");
        } else {
            out.append("><title>").append(escape(title)).append("</title></rect>");
        }
        return this;
    }

    SvgWriter line(double x1, double y1, double x2, double y2, String type, String stroke) {
        out.append("<line x1=\"")
                .append(number(x1))
                .append("\" y1=\"")
                .append(number(y1))
                .append("\" x2=\"")
                .append(number(x2))
                .append("\" y2=\"")
                .append(number(y2))
                .append("\" stroke=\"")
                .append(stroke)
                .append("\" class=\"")
                .append(type)
                .append("\"/>");
        return this;
    }

    SvgWriter text(double x, double y, String anchor, String type, String fill, String text) {
        out.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" text-anchor=\"")
                .append(anchor);
        attributes(type, fill);
        out.append('>').append(escape(text)).append("</text>");
        return this;
    }

    private void attributes(String type, String fill) {
        out.append("\" class=\"").append(type).append("\" fill=\"").append(fill).append('"');
    }

    String end() {
        return out.append("</svg>").toString();
    }

    static String number(double value) {
        if (value == Math.rint(value)) {
            return String.valueOf((long) value);
        }
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /**
     * Escapes text for elements and for attributes in double quotes; control characters that XML forbids become a
     * question mark.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
            }
        }
        return escaped.toString();
    }
}
