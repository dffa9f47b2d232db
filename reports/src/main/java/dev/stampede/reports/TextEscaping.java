package dev.stampede.reports;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Escapes external text for its destination. Stateless. */
final class TextEscaping {
    /** The characters of an address, besides letters and digits, that are not encoded. */
    private static final String ADDRESS = "-._~:/?#@!$&'*+,;=%";

    private TextEscaping() {}

    /** For one line of a console: control characters, including line feeds and escape sequences, become spaces. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return plain.toString();
    }

    /** For Markdown, including tables: escapes everything that could be markup or HTML. */
    static String markdown(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (char c : plain(text).toCharArray()) {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '|', '`', '*', '_', '[', ']', '\\', '#', '~' ->
                    escaped.append('\\').append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * A link in Markdown.
     *
     * @param text escaped for Markdown
     * @param url characters that an address cannot contain are percent-encoded, so that they neither end the link nor
     *     become markup
     */
    static String markdownLink(String text, String url) {
        StringBuilder address = new StringBuilder(url.length());
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            if (ADDRESS.indexOf(b) >= 0 || Character.isLetterOrDigit(b)) {
                address.append((char) b);
            } else {
                address.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return "[" + text + "](" + address + ")";
    }

    /** As a code block in Markdown. The fence is longer than any run of backticks in the text. */
    static String codeBlock(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + text.stripTrailing() + "\n" + fence + "\n";
    }
}
