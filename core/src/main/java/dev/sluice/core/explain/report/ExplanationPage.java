package dev.sluice.core.explain.report;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.explain.Explanation;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** An explanation as one HTML file that holds its pictures and asks for nothing else. */
final class ExplanationPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #d5dbe1; --quiet: #5b6670; }
            @media (prefers-color-scheme: dark) { :root { --line: #3a444e; --quiet: #a3aeb9; } body { background: #14181c; color: #e6eaee; } }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1100px; padding: 1rem; }
            figure { margin: 0 0 2rem; overflow-x: auto; }
            figcaption, .quiet { color: var(--quiet); }
            img { max-width: 100%; background: white; border-radius: 4px; }
            .text { display: flex; flex-wrap: wrap; font: 17px/1.9 ui-monospace, monospace; }
            .text span { padding: 0 1px; border-radius: 3px; color: #14181c; background: white; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
            td.number { text-align: right; font-variant-numeric: tabular-nums; }
            .wide { overflow-x: auto; }
            code { font-family: ui-monospace, monospace; white-space: pre; }
            mark { background: #ffd76a; color: #14181c; }
            """;

    private final StringBuilder html = new StringBuilder();

    private ExplanationPage() {}

    static String of(String title, Explanation explanation, List<Picture> pictures) {
        ExplanationPage page = new ExplanationPage();
        page.write(title, explanation, pictures);
        return page.html.toString();
    }

    private void write(String title, Explanation explanation, List<Picture> pictures) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                .append(" style-src 'unsafe-inline'\">\n<title>")
                .append(escaped(title))
                .append(" · Sluice</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        Explanation.Target target = explanation.target();
        html.append("<p>Explanation of the score of <b>")
                .append(escaped(target.shown()))
                .append("</b>, ")
                .append(number(target.score()))
                .append(target.step() > 0 ? ", at step " + target.step() : "")
                .append(".</p>\n");
        explanation.attributions().forEach(attribution -> text(explanation, attribution));
        pictures.forEach(this::picture);
        explanation.inner().stream()
                .filter(inner -> inner.kind() == Explanation.Inner.Kind.ATTENTION)
                .filter(inner ->
                        inner.values().getFirst().size() == explanation.steps().size())
                .forEach(inner -> attention(explanation.steps(), inner));
        units(explanation.units());
        neighbours(explanation.neighbours());
        html.append("</main>\n</body>\n</html>\n");
    }

    /** The steps, colored by their shares. */
    private void text(Explanation explanation, Explanation.Attribution attribution) {
        List<Double> shares = attribution.integratedGradients();
        if (shares.size() != explanation.steps().size()) {
            return;
        }
        double largest = shares.stream()
                .mapToDouble(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        html.append(
                        "<p class=\"quiet\">Blue steps increase the score, orange steps decrease it (integrated gradients).</p>\n")
                .append("<p class=\"text\">");
        for (int t = 0; t < shares.size(); t++) {
            double share = largest > 0 ? shares.get(t) / largest : 0;
            html.append(String.format(
                    Locale.ROOT,
                    "<span style=\"background: rgb(%s / %.2f)\" title=\"%s\">%s</span>",
                    share >= 0 ? "31 95 168" : "200 85 43",
                    0.6 * Math.abs(share),
                    number(shares.get(t)),
                    escaped(StepLabels.visible(explanation.steps().get(t)))));
        }
        html.append("</p>\n");
    }

    /** An attention as a table, whose words a browser shows in any script. */
    private void attention(List<String> steps, Explanation.Inner inner) {
        html.append("<div class=\"wide\"><table class=\"attention\">\n<tr><th></th>");
        steps.forEach(step ->
                html.append("<th>").append(escaped(StepLabels.visible(step))).append("</th>"));
        html.append("</tr>\n");
        for (int row = 0; row < inner.values().size(); row++) {
            html.append("<tr><th>")
                    .append(escaped(StepLabels.visible(inner.rows().get(row))))
                    .append("</th>");
            for (double share : inner.values().get(row)) {
                html.append(String.format(
                        Locale.ROOT,
                        "<td class=\"number\" style=\"background: rgb(31 95 168 / %.2f)\">%.2f</td>",
                        0.7 * Math.clamp(share, 0, 1),
                        share));
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void picture(Picture picture) {
        html.append("<h2>")
                .append(escaped(picture.title()))
                .append("</h2>\n<figure>\n<figcaption>")
                .append(escaped(picture.caption()))
                .append("</figcaption>\n<img alt=\"")
                .append(escaped(picture.title()))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(picture.png()))
                .append("\">\n</figure>\n");
    }

    private void units(List<Explanation.Unit> units) {
        if (units.isEmpty()) {
            return;
        }
        html.append(
                        "<h2>Interpretable units</h2>\n<p class=\"quiet\">Over examples of the validation part: the units whose")
                .append(
                        " values correlate most with a quantity of the sequence.</p>\n<div class=\"wide\"><table>\n<tr><th>unit</th>")
                .append("<th>tracks</th><th>correlation</th><th>largest at</th><th>smallest at</th></tr>\n");
        for (Explanation.Unit unit : units) {
            html.append("<tr><td>")
                    .append(escaped(unit.layer()))
                    .append(" ")
                    .append(unit.index())
                    .append("</td><td>")
                    .append(escaped(unit.tracks()))
                    .append("</td><td class=\"number\">")
                    .append(String.format(Locale.ROOT, "%.2f", unit.correlation()))
                    .append("</td><td>");
            places(unit.most());
            html.append("</td><td>");
            places(unit.least());
            html.append("</td></tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void places(List<Explanation.Place> places) {
        for (Explanation.Place place : places) {
            html.append("<div><code>")
                    .append(escaped(place.before()))
                    .append("<mark>")
                    .append(escaped(StepLabels.visible(place.at())))
                    .append("</mark>")
                    .append(escaped(place.after()))
                    .append("</code> <span class=\"quiet\">")
                    .append(number(place.value()))
                    .append("</span></div>");
        }
    }

    private static String line(String text) {
        return text.replace('\n', '⏎').replaceAll("\\p{Cntrl}|\\p{Cf}", "�");
    }

    private void neighbours(List<Explanation.Neighbours> all) {
        if (all.isEmpty()) {
            return;
        }
        html.append(
                "<h2>Nearest embeddings</h2>\n<div class=\"wide\"><table>\n<tr><th>symbol</th><th>nearest symbols, with cosine similarity</th></tr>\n");
        for (Explanation.Neighbours each : all) {
            html.append("<tr><td><code>")
                    .append(escaped(StepLabels.visible(each.symbol())))
                    .append("</code></td><td>");
            for (int i = 0; i < each.nearest().size(); i++) {
                html.append("<code>")
                        .append(escaped(StepLabels.visible(each.nearest().get(i))))
                        .append("</code> <span class=\"quiet\">")
                        .append(String.format(
                                Locale.ROOT, "%.2f", each.cosines().get(i)))
                        .append("</span> &nbsp; ");
            }
            html.append("</td></tr>\n");
        }
        html.append("</table></div>\n");
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }

    private static String escaped(String text) {
        return line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
