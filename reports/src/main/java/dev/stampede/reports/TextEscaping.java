package dev.stampede.reports;

/** Escapes external text for its destination. Stateless. */
final class TextEscaping {
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

    /** As a code block in Markdown. The fence is longer than any run of backticks in the text. */
    static String codeBlock(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + text.stripTrailing() + "\n" + fence + "\n";
    }
}
