package dev.stampede.checker.format;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the format of a file from how it begins. */
final class FormatDetector {
    /** How much of a file it looks at. */
    static final int BYTES = 1 << 16;

    private static final Pattern COMMENTS = Pattern.compile("(?m)^\\s*;.*$");
    private static final Pattern MAPS = Pattern.compile("(?s)\\s*[\\[(]?\\s*(#\\S+\\s*)?\\{\\s*:.*");
    private static final Pattern EMPTY = Pattern.compile("\\s*([\\[(]\\s*[\\])]\\s*)?");
    private static final Pattern KEYED = Pattern.compile("(?s)[^}]*:key\\s.*");

    private FormatDetector() {}

    static Optional<HistoryFormat> detect(byte[] beginning) {
        if (beginning.length > 1 && (beginning[0] & 0xff) == 0x1f && (beginning[1] & 0xff) == 0x8b) {
            return Optional.of(HistoryFormat.STAMPEDE);
        }
        String text = new String(beginning, StandardCharsets.UTF_8);
        if (text.contains("jepsen.util -")) {
            return Optional.of(HistoryFormat.JEPSEN_LOG);
        }
        if (text.stripLeading().startsWith("{\"")) {
            return Optional.of(HistoryFormat.STAMPEDE);
        }
        String bare = COMMENTS.matcher(text).replaceAll("");
        if (MAPS.matcher(bare).matches()) {
            return Optional.of(KEYED.matcher(bare).matches() ? HistoryFormat.PORCUPINE_KV : HistoryFormat.KNOSSOS_EDN);
        }
        return EMPTY.matcher(bare).matches() ? Optional.of(HistoryFormat.KNOSSOS_EDN) : Optional.empty();
    }
}
