package dev.stampede.workloads.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code 512k}, {@code 256m} and {@code 2g} as bytes. */
final class Sizes implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])b?");

    @Override
    public Long convert(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("expected a size such as 512k, 256m or 2g, found \"" + text + "\"");
        }
        return Long.parseLong(matcher.group(1)) << (10 * (1 + "kmg".indexOf(matcher.group(2))));
    }
}
