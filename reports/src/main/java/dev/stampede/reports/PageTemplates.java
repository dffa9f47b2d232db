package dev.stampede.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * The page templates. The build compiles them to classes of this module, so they also work from a shaded jar.
 * Thread-safe.
 */
public final class PageTemplates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, PageTemplates.class.getClassLoader(), "dev.stampede.reports.templates");

    private PageTemplates() {}

    /** Renders a model with a template. */
    public static String render(String template, Object model) {
        StringOutput out = new StringOutput(1 << 16);
        ENGINE.render(template, model, out);
        return out.toString();
    }
}
