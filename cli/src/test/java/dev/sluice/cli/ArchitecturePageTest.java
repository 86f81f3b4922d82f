package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows of {@code docs/architecture.md}: they are those of the code. */
final class ArchitecturePageTest {
    private static final Path PAGE = Path.of("../docs/architecture.md");

    private static final JavaClasses SLUICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    /** A row of a table of rooms: its name, the rooms that it uses, and words. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.()]+)` \\| ((?:`[\\w.]+`(?:, )?)*|–) \\|");

    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
    private static final Pattern EDGE = Pattern.compile("(?m)^    (\\w+) --> (\\w+)$");

    /** A name for the root package of a module. */
    private static final String ROOT = "(root)";

    @ParameterizedTest
    @ValueSource(strings = {"core", "export", "tuning", "dashboard"})
    void rooms_ofAModule_haveTheArrowsOfThePage(String module) throws IOException {
        Map<String, Set<String>> drawn = new TreeMap<>();
        ROW.matcher(section("Rooms of `" + module + "`"))
                .results()
                .forEach(row -> drawn.put(
                        row.group(1),
                        NAME.matcher(row.group(2))
                                .results()
                                .map(name -> name.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(drawn).isEqualTo(arrows(module));
    }

    @Test
    void picture_ofCore_showsItsArrows() throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        arrows("core").forEach((from, to) -> {
            Set<String> rooms = arrows.computeIfAbsent(top(from), key -> new TreeSet<>());
            to.stream().map(ArchitecturePageTest::top).forEach(rooms::add);
            rooms.remove(top(from));
        });

        assertThat(drawn("Rooms of `core`")).isEqualTo(direct(arrows));
    }

    @Test
    void picture_ofModules_showsTheirArrows() throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass type : SLUICE) {
            Set<String> modules = arrows.computeIfAbsent(module(type), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> isIn(target, "dev.sluice"))
                    .map(ArchitecturePageTest::module)
                    .filter(other -> !other.equals(module(type)))
                    .forEach(modules::add);
        }

        assertThat(drawn("Modules")).isEqualTo(direct(arrows));
    }

    private static Set<String> drawn(String section) throws IOException {
        return EDGE.matcher(section(section))
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The arrows that do not follow from others. */
    private static Set<String> direct(Map<String, Set<String>> arrows) {
        Set<String> direct = new TreeSet<>();
        arrows.forEach((from, to) -> to.stream()
                .filter(room -> to.stream().noneMatch(other -> reaches(arrows, other, room)))
                .forEach(room -> direct.add(from + " --> " + room)));
        return direct;
    }

    private static boolean reaches(Map<String, Set<String>> arrows, String from, String to) {
        return arrows.getOrDefault(from, Set.of()).stream()
                .anyMatch(next -> next.equals(to) || reaches(arrows, next, to));
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }

    private static String top(String room) {
        return room.split("\\.")[0];
    }

    /** The packages of a module and those of the same module that each uses. */
    private static Map<String, Set<String>> arrows(String module) {
        String root = "dev.sluice." + module;
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass type : SLUICE) {
            if (!isIn(type, root)) {
                continue;
            }
            Set<String> used = arrows.computeIfAbsent(room(type, root), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> isIn(target, root))
                    .map(target -> room(target, root))
                    .filter(target -> !target.equals(room(type, root)))
                    .forEach(used::add);
        }
        return arrows;
    }

    private static boolean isIn(JavaClass type, String root) {
        String home = type.getPackageName();
        return (home.equals(root) || home.startsWith(root + ".")) && !home.endsWith(".proto");
    }

    private static String room(JavaClass type, String root) {
        return type.getPackageName().equals(root) ? ROOT : type.getPackageName().substring(root.length() + 1);
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## " + title);
        assertThat(start).as("a section '%s'", title).isNotNegative();
        int end = page.indexOf("\n## ", start);
        return page.substring(start, end < 0 ? page.length() : end);
    }
}
