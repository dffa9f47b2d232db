package dev.stampede.checker.format;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the format of a file from how it begins. */
final class FormatDetector {
    /** How much of a file it looks at. */
    static final int CHARACTERS = 1 << 16;

    private static final Pattern BLANK = Pattern.compile("(?m)^\\s*;.*$");
    private static final Pattern MAPS = Pattern.compile("(?s)\\s*[\\[(]?\\s*(#\\S+?\\s*)?\\{\\s*[:}].*");
    private static final Pattern EMPTY = Pattern.compile("\\s*([\\[(]\\s*[\\])]\\s*)?");
    private static final Pattern KEYED = Pattern.compile("(?s)[^}]*:key\\s.*");

    private FormatDetector() {}

    static Optional<HistoryFormat> detect(String beginning) {
        if (beginning.stripLeading().startsWith("{\"")) {
            return Optional.of(HistoryFormat.STAMPEDE);
        }
        if (beginning.contains(JepsenLog.LOGGER + " -") || beginning.contains(JepsenLog.LOGGER + ":")) {
            return Optional.of(HistoryFormat.JEPSEN_LOG);
        }
        String bare = BLANK.matcher(beginning).replaceAll("");
        if (MAPS.matcher(bare).matches() || bare.stripLeading().startsWith("#_")) {
            return Optional.of(KEYED.matcher(bare).matches() ? HistoryFormat.PORCUPINE_KV : HistoryFormat.KNOSSOS_EDN);
        }
        return EMPTY.matcher(bare).matches() ? Optional.of(HistoryFormat.KNOSSOS_EDN) : Optional.empty();
    }
}
