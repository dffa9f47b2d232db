package dev.stampede.checker.check;

/**
 * A sentence of the documentation and its source.
 *
 * @param where the source for people, such as {@code Curator Tech Note 10}
 */
public record Citation(String sentence, String where, String url) {}
