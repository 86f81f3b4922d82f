package dev.sluice.dashboard.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The page's own files: a fixed list, so that a name from outside never reaches the class path. */
public final class Assets {
    /** The page. */
    public static final String PAGE = "index.html";

    /** Styles, in the order in which they apply. */
    public static final List<String> STYLES = List.of("uPlot.min.css", "page.css");

    /** The drawing library, which defines one global name. */
    public static final String PLOTS = "uPlot.iife.min.js";

    /** Modules that draw views, each after those that it imports. */
    public static final List<String> VIEWS =
            List.of("dom.js", "format.js", "table.js", "charts.js", "parallel.js", "run-page.js", "compare-page.js");

    /** The other modules, which ask the server. */
    private static final List<String> PAGES =
            List.of("main.js", "server.js", "runs-page.js", "live.js", "studies-page.js", "models-page.js", "keys.js");

    private Assets() {}

    /** Returns whether there is a file of this name. */
    public static boolean has(String name) {
        return STYLES.contains(name)
                || name.equals(PLOTS)
                || VIEWS.contains(name)
                || PAGES.contains(name)
                || name.equals("icon.svg");
    }

    /** The type of a file. */
    public static String type(String name) {
        return name.endsWith(".js")
                ? "text/javascript; charset=utf-8"
                : name.endsWith(".css")
                        ? "text/css; charset=utf-8"
                        : name.endsWith(".svg") ? "image/svg+xml" : "text/html; charset=utf-8";
    }

    /** The content of a file. */
    public static String text(String name) {
        String place = "/dev/sluice/dashboard/page/" + name;
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(place), place)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
