package dev.stampede.reports;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Loads the style sheets and scripts that pages embed from the class path. */
public final class PageResource {
    private PageResource() {}

    /** The text of a resource in the package of this class. */
    public static String text(String name) {
        try (InputStream in = PageResource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("expected the resource " + name + " beside "
                        + PageResource.class.getName() + ": the jar is incomplete; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
