package dev.sluice.cli;

import dev.sluice.core.kernel.CounterRandom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small Maven project with one component, written from the templates among the program's resources.
 *
 * @param id of plugin and component, kebab-case
 * @param kind of the component
 * @param packageName of its classes
 */
record PluginProject(String id, ProjectKind kind, String packageName) {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]*\\.(\\w+);");
    private static final int ROWS = 600;
    private static final int MOST_PAIRS = 6;

    /** {@code MyCell} for {@code my-cell}. */
    String className() {
        return Arrays.stream(id.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** The classes of the project. */
    List<String> classNames() {
        return List.of(className(), className() + "Plugin", className() + "Test");
    }

    /** The simple names of classes that those of the project use, none of which may be called so itself. */
    Set<String> usedNames() throws IOException {
        Set<String> used = new HashSet<>(Set.of("Options"));
        for (String template : List.of(kind.written() + "/Component.java", "Plugin.java", "Test.java")) {
            Matcher imported = IMPORT.matcher(fill(template, kind.values(id, className())));
            while (imported.find()) {
                used.add(imported.group(1));
            }
        }
        return used;
    }

    /** Writes the project and gives the files, relative to the folder. */
    List<Path> write(Path folder) throws IOException {
        Map<String, String> values = new LinkedHashMap<>(kind.values(id, className()));
        values.put("id", id);
        values.put("package", packageName);
        values.put("path", packageName.replace('.', '/'));
        values.put("Class", className());
        values.put("version", Version.number());
        String java = "src/main/java/" + values.get("path") + "/" + className();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", fill("README.md", values));
        files.put("pom.xml", fill("pom.xml", values));
        files.put(".gitignore", fill("gitignore", values));
        files.put("experiment.yaml", fill("experiment.yaml", values));
        files.put("brackets.csv", brackets());
        files.put(java + ".java", fill(kind.written() + "/Component.java", values));
        files.put(java + "Plugin.java", fill("Plugin.java", values));
        files.put(
                "src/main/resources/META-INF/services/dev.sluice.core.plugin.SluicePlugin",
                packageName + "." + className() + "Plugin\n");
        files.put("src/test/java/" + values.get("path") + "/" + className() + "Test.java", fill("Test.java", values));
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
            written.add(Path.of(file.getKey()));
        }
        return written;
    }

    private static String fill(String template, Map<String, String> values) throws IOException {
        try (InputStream in = PluginProject.class.getResourceAsStream("template/" + template)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its template " + template);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return text;
        }
    }

    /** Data for the project: brackets that are balanced, or were until one was flipped, and their depth. */
    private static String brackets() {
        StringBuilder csv = new StringBuilder("text,label,depth\n");
        for (int row = 0; row < ROWS; row++) {
            CounterRandom random = CounterRandom.of(1, "brackets", row);
            char[] text = balanced(random, 2 + (int) (random.uniform(0) * (MOST_PAIRS - 1)));
            int depth = depth(text);
            boolean broken = row % 2 == 1;
            if (broken) {
                int at = (int) (random.uniform(1) * text.length);
                text[at] = text[at] == '(' ? ')' : '(';
            }
            csv.append(text)
                    .append(broken ? ",broken," : ",balanced,")
                    .append(depth)
                    .append('\n');
        }
        return csv.toString();
    }

    private static char[] balanced(CounterRandom random, int pairs) {
        char[] text = new char[2 * pairs];
        int open = 0;
        int opened = 0;
        for (int i = 0; i < text.length; i++) {
            boolean opens = opened < pairs && (open == 0 || random.uniform(2 + i) < 0.5);
            text[i] = opens ? '(' : ')';
            open += opens ? 1 : -1;
            opened += opens ? 1 : 0;
        }
        return text;
    }

    private static int depth(char... text) {
        int open = 0;
        int depth = 0;
        for (char bracket : text) {
            open += bracket == '(' ? 1 : -1;
            depth = Math.max(depth, open);
        }
        return depth;
    }
}
