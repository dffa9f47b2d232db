package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnReader;
import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.SourceText;
import java.util.Optional;

/** Detects the format of a file from its beginning. */
final class FormatDetector {
    /** The number of bytes that are examined. */
    static final int BYTES = 1 << 16;

    private FormatDetector() {}

    static Optional<FileFormat> detect(String beginning) {
        if (beginning.stripLeading().startsWith("{\"")) {
            return Optional.of(FileFormat.STAMPEDE);
        }
        if (beginning.contains(JepsenLog.LOGGER + " -") || beginning.contains(JepsenLog.LOGGER + ":")) {
            return Optional.of(FileFormat.JEPSEN_LOG);
        }
        SourceText text = SourceText.of(beginning);
        try {
            return ofMaps(text, new EdnReader(text));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /** The format of a file of maps, or of only blanks and comments; empty for anything else. */
    private static Optional<FileFormat> ofMaps(SourceText text, EdnReader reader) {
        int c = reader.skipBlank();
        if (c == '[' || c == '(') {
            char close = c == '[' ? ']' : ')';
            text.take();
            c = reader.skipBlank();
            if (c == close) {
                return Optional.of(FileFormat.KNOSSOS_EDN);
            }
        }
        while (c == '#' && text.peekSecond() != '{') {
            reader.skipTag();
            c = reader.skipBlank();
        }
        if (c == SourceText.END) {
            return Optional.of(FileFormat.KNOSSOS_EDN);
        }
        if (c != '{') {
            return Optional.empty();
        }
        text.take();
        c = reader.skipBlank();
        return c == ':' || c == '}' ? Optional.of(ofMap(reader)) : Optional.empty();
    }

    private static FileFormat ofMap(EdnReader reader) {
        try {
            for (int c = reader.skipBlank(); c != '}' && c != SourceText.END; c = reader.skipBlank()) {
                EdnValue name = reader.value();
                if (name.text().equals(":key")) {
                    return FileFormat.PORCUPINE_KV;
                }
                reader.skipBlank();
                reader.value();
            }
        } catch (FormatException e) {
            // The reader of the map will report the error.
            return FileFormat.KNOSSOS_EDN;
        }
        return FileFormat.KNOSSOS_EDN;
    }
}
