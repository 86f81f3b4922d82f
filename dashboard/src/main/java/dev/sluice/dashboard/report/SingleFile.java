package dev.sluice.dashboard.report;

import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.file.WholeFile;
import dev.sluice.dashboard.server.Assets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An HTML file that holds all it needs: styles, drawing code, data. Nothing in it can ask for anything else. */
final class SingleFile {
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private SingleFile() {}

    /**
     * Writes a file, replacing an older one.
     *
     * @param data for the page
     * @param show an expression of the page's modules that makes its element from {@code data}
     */
    static void write(Path file, String title, Map<String, Object> data, String show) throws IOException {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n<title>");
        html.append(escaped(Printable.word(title))).append(" · Sluice</title>\n<style>\n");
        Assets.STYLES.forEach(style -> html.append(Assets.text(style)).append('\n'));
        html.append(
                "</style>\n</head>\n<body>\n<main id=\"main\"><noscript><p>The curves and tables of this report are drawn by"
                        + " JavaScript, which is off.</p></noscript></main>\n<script type=\"application/json\" id=\"data\">");
        // In JSON, '<' occurs in texts alone, where it can be written otherwise; so nothing ends the element early.
        html.append(Json.line(data).replace("<", "\\u003c")).append("</script>\n<script>\n");
        html.append(Assets.text(Assets.PLOTS)).append("\n</script>\n<script type=\"module\">\n");
        Assets.VIEWS.forEach(module -> html.append(inlined(Assets.text(module))).append('\n'));
        html.append("const data = JSON.parse(document.getElementById(\"data\").textContent);\n"
                        + "document.getElementById(\"main\").replaceChildren(")
                .append(show)
                .append(");\n</script>\n</body>\n</html>\n");
        WholeFile.write(file, html.toString());
    }

    /** A module without imports and exports: all modules become one scope. Names in it are those of one place each. */
    private static String inlined(String module) {
        return module.replaceAll("(?m)^import .*$", "").replaceAll("(?m)^export ", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
