package dev.stampede.checker.edn;

/** Whole numbers in EDN: {@code 1}, {@code -1}, {@code +1}, and {@code 1N} for arbitrary precision. */
public final class WholeNumbers {
    private WholeNumbers() {}

    /**
     * The normal form of a number ({@code +1}, {@code 1N} and {@code -0} become {@code 1}, {@code 1} and {@code 0});
     * other strings are returned unchanged.
     */
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

    /** Whether a string begins like a number, in quotes or not. */
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
