package dev.stampede.checker.format;

import dev.stampede.checker.model.Datum;
import java.util.Optional;

/** Tells the format of a file from how it begins. */
final class FormatDetector {
    /** How many bytes of a file it looks at. */
    static final int BYTES = 1 << 16;

    private FormatDetector() {}

    static Optional<HistoryFormat> detect(String beginning) {
        if (beginning.stripLeading().startsWith("{\"")) {
            return Optional.of(HistoryFormat.STAMPEDE);
        }
        if (beginning.contains(JepsenLog.LOGGER + " -") || beginning.contains(JepsenLog.LOGGER + ":")) {
            return Optional.of(HistoryFormat.JEPSEN_LOG);
        }
        SourceText text = SourceText.of(beginning);
        try {
            return ofMaps(text, new EdnReader(text));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /** The format of maps, or of nothing but blanks and comments; empty if something else is there. */
    private static Optional<HistoryFormat> ofMaps(SourceText text, EdnReader reader) {
        int c = reader.skipBlank();
        if (c == '[' || c == '(') {
            char close = c == '[' ? ']' : ')';
            text.take();
            c = reader.skipBlank();
            if (c == close) {
                return Optional.of(HistoryFormat.KNOSSOS_EDN);
            }
        }
        while (c == '#' && text.peekSecond() != '{') {
            reader.skipTag();
            c = reader.skipBlank();
        }
        if (c == SourceText.END) {
            return Optional.of(HistoryFormat.KNOSSOS_EDN);
        }
        if (c != '{') {
            return Optional.empty();
        }
        text.take();
        c = reader.skipBlank();
        return c == ':' || c == '}' ? Optional.of(ofMap(reader)) : Optional.empty();
    }

    private static HistoryFormat ofMap(EdnReader reader) {
        try {
            for (int c = reader.skipBlank(); c != '}' && c != SourceText.END; c = reader.skipBlank()) {
                Datum name = reader.value();
                if (name.text().equals(":key")) {
                    return HistoryFormat.PORCUPINE_KV;
                }
                reader.skipBlank();
                reader.value();
            }
        } catch (FormatException e) {
            // Whoever reads the map will meet what is wrong with it.
            return HistoryFormat.KNOSSOS_EDN;
        }
        return HistoryFormat.KNOSSOS_EDN;
    }
}
