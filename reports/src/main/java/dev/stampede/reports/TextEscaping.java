package dev.stampede.reports;

/** Makes text that came from outside safe for where it is put. */
final class TextEscaping {
    private TextEscaping() {}

    /** On one line of a console: control characters (line ends and escapes too) become spaces. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return plain.toString();
    }

    /** In Markdown, also within a table: what could be markup or HTML is escaped. */
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

    /** As a code block in Markdown, whatever the text holds: the fence is longer than any run of backticks within. */
    static String codeBlock(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + text.stripTrailing() + "\n" + fence + "\n";
    }
}
