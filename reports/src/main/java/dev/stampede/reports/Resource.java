package dev.stampede.reports;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets and scripts that pages embed, from the class path. */
public final class Resource {
    private Resource() {}

    /** The text of a resource beside this class. */
    public static String text(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("expected the resource " + name + " beside " + Resource.class.getName()
                        + "; the jar is incomplete, build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
