package dev.stampede.checker.edn;

/** Whole numbers as EDN writes them: {@code 1}, {@code -1}, {@code +1}, and {@code 1N} for one of any size. */
public final class WholeNumbers {
    private WholeNumbers() {}

    /** The same number without what makes no difference ({@code +1}, {@code 1N}, {@code -0}); any other text as it is. */
    public static String plain(String text) {
        int first = firstDigit(text);
        int end = text.endsWith("N") ? text.length() - 1 : text.length();
        if (!digits(text, first, end)) {
            return text;
        }
        boolean zero = end - first == 1 && text.charAt(first) == '0';
        int from = text.charAt(0) == '-' && !zero ? 0 : first;
        return from == 0 && end == text.length() ? text : text.substring(from, end);
    }

    /** Whether a text begins as a number does, in quotes or not. */
    public static boolean begun(String quotedOrNot) {
        String text = quotedOrNot.startsWith("\"") ? quotedOrNot.substring(1) : quotedOrNot;
        int first = firstDigit(text);
        return first < text.length() && digit(text.charAt(first));
    }

    private static int firstDigit(String text) {
        return text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
