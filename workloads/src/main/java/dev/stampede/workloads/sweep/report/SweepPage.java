package dev.stampede.workloads.sweep.report;

import dev.stampede.workloads.sweep.CaseResult;
import dev.stampede.workloads.sweep.LossWay;
import dev.stampede.workloads.sweep.Shortfall;
import dev.stampede.workloads.sweep.Sweep;
import java.util.function.BinaryOperator;

/** A page with the groups of bad cases and the matrix of all cases. Stateless. */
final class SweepPage {
    private static final String STYLE =
            """
            body { font: 14px system-ui, sans-serif; margin: 2em; }
            table { border-collapse: collapse; margin-bottom: 2em; }
            th, td { border: 1px solid #ccc; padding: 2px 8px; text-align: left; vertical-align: top; }
            .good { background: #e6f4ea; } .bad { background: #fce8e6; } .unknown { background: #eee; }
            .caveat { background: #fef7e0; }
            """;

    private SweepPage() {}

    static String html(Sweep.Result result, BinaryOperator<String> findings) {
        SweepMatrix matrix = SweepMatrix.of(result.results());
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">")
                .append("<title>Sweep</title><style>")
                .append(STYLE)
                .append("</style></head>\n<body>\n<h1>Sweep</h1>\n<p>")
                .append(escape(SweepReport.summary(result)))
                .append("</p>\n<ul>");
        matrix.ways().forEach(w -> page.append("<li>" + w + ": " + escape(w.description()) + "</li>"));
        page.append("</ul>\n");
        SweepReport.notSwept(result).forEach(line -> page.append("<p>" + escape(line) + "</p>\n"));
        groups(page, result, findings);
        page.append("<h2>All cases</h2>\n<table>\n<tr><th>operation</th><th>parents</th><th>request</th>");
        matrix.ways().forEach(w -> page.append("<th>" + w + "</th>"));
        page.append("</tr>\n");
        for (SweepMatrix.Row row : matrix.rows()) {
            page.append("<tr>");
            cell(page, row.operation());
            cell(page, row.setting());
            cell(page, row.request());
            for (LossWay way : matrix.ways()) {
                page.append(row.cell(way).map(SweepPage::outcome).orElse("<td></td>"));
            }
            page.append("</tr>\n");
        }
        return page.append("</table>\n</body>\n</html>\n").toString();
    }

    private static void groups(StringBuilder page, Sweep.Result result, BinaryOperator<String> findings) {
        page.append("<h2>Bad cases by cause</h2>\n<table>\n<tr><th>recipe</th><th>operations</th><th>lost</th>"
                + "<th>ways</th><th>outcome</th><th>cases</th><th>repeated alike</th><th>known finding</th>"
                + "<th>promise and observation</th></tr>\n");
        for (CauseGroup group : CauseGroup.of(result.results(), findings)) {
            CaseResult example = group.results().get(0);
            page.append("<tr>");
            cell(page, group.recipe());
            cell(page, group.methods());
            cell(page, group.lostType());
            cell(page, group.ways());
            cell(page, group.outcome().toString());
            cell(page, String.valueOf(group.results().size()));
            cell(page, group.agreement());
            cell(page, group.finding());
            page.append("<td>");
            for (Shortfall shortfall : example.shortfalls()) {
                page.append("<p>" + escape("“" + shortfall.promise() + "”: " + shortfall.observed()) + "</p>");
            }
            page.append("<p>" + link(example, example.sweepCase().id()) + "</p></td></tr>\n");
        }
        page.append("</table>\n");
    }

    private static void cell(StringBuilder page, String text) {
        page.append("<td>").append(escape(text)).append("</td>");
    }

    private static String outcome(CaseResult result) {
        String text = result.outcome().toString();
        return "<td class=\"" + colour(result) + "\" title=\"" + escape(SweepReport.observed(result)) + "\">"
                + (result.outcome().bad() ? link(result, text) : escape(text)) + "</td>";
    }

    private static String colour(CaseResult result) {
        if (result.outcome().bad()) {
            return "bad";
        }
        if (result.outcome().unknown()) {
            return "unknown";
        }
        return result.shortfalls().isEmpty() ? "good" : "caveat";
    }

    private static String link(CaseResult result, String text) {
        return "<a href=\"cases/" + escape(result.sweepCase().id()) + "/log.txt\">" + escape(text) + "</a>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
