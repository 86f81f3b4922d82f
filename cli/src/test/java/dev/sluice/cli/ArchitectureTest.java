package dev.sluice.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows of the design. It lives here because only the program sees every module. */
final class ArchitectureTest {
    /** Rooms of core from the ground up: each may import only rooms before it. */
    private static final List<String> ROOMS = List.of(
            "error",
            "file",
            "tensor",
            "option",
            "plugin",
            "kernel",
            "graph",
            "engine",
            "model",
            "data",
            "decode",
            "generate",
            "baseline",
            "train",
            "evaluation",
            "chart",
            "search",
            "experiment",
            "explain",
            "builtin");

    /** Module roots, each with the other modules that it may import. */
    private static final List<Module> MODULES = List.of(
            new Module("core", List.of()),
            new Module("cells", List.of("core")),
            new Module("optimizers", List.of("core")),
            new Module("export", List.of("core")),
            new Module("testkit", List.of("core", "export")),
            new Module("tuning", List.of("core")),
            new Module("trackers", List.of("core")),
            new Module("dashboard", List.of("core", "tuning")),
            new Module("bench", List.of("core", "cells", "optimizers", "export", "tuning")),
            new Module(
                    "cli",
                    List.of("core", "cells", "optimizers", "export", "testkit", "tuning", "trackers", "dashboard")));

    private static final Pattern READ_FIRST = Pattern.compile("\\bRead[\\s*]+\\{@(link|code)");

    private static final String GENERATED = "dev.sluice.export.onnx.proto..";

    private static final JavaClasses SLUICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    private record Module(String name, List<String> mayImport) {
        String packages() {
            return "dev.sluice." + name + "..";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Module> modules() {
        return MODULES;
    }

    static List<String> rooms() {
        return ROOMS;
    }

    @Test
    void scan_ofTheClassPath_seesEveryModule() {
        assertThat(SLUICE).as("classes of Sluice").hasSizeGreaterThan(100);
        Set<String> modules = SLUICE.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .collect(Collectors.toSet());
        assertThat(modules).isEqualTo(MODULES.stream().map(Module::name).collect(Collectors.toSet()));
    }

    @Test
    void rooms_ofCore_areAllInTheOrder() {
        assertThat(SLUICE.that(resideInAPackage("dev.sluice.core..")).stream()
                        .map(type -> type.getPackageName().split("\\."))
                        .map(parts -> parts.length > 3 ? parts[3] : "(the root)")
                        .distinct())
                .as("rooms of core; give a new one its place in ROOMS")
                .isSubsetOf(ROOMS);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void module_imports_pointInward(Module module) {
        String[] others = MODULES.stream()
                .filter(other -> !other.equals(module) && !module.mayImport().contains(other.name()))
                .map(Module::packages)
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("modules meet in core: what one needs of another goes through a kind of plugin"));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_imports_pointDown(String room) {
        int level = ROOMS.indexOf(room);
        String[] above = ROOMS.subList(level + 1, ROOMS.size()).stream()
                .map(name -> "dev.sluice.core." + name + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage("dev.sluice.core." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .because("each room of core imports only rooms below it"));
    }

    @Test
    void packages_haveNoCycle() {
        check(SlicesRuleDefinition.slices()
                .matching("dev.sluice.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that needs another is built after it"));
    }

    @Test
    void guice_isImported_onlyAtTheEdge() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.sluice.core.plugin..", "dev.sluice.cli.."))
                        .and(not(pluginsAndTheirModules())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.inject..")
                .because("classes are plain; only plugins and the composition root know the container"));
    }

    @Test
    void vectorApi_isImported_byTheKernelsAndByWhatMeasuresThem() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.core.kernel.vector..", "dev.sluice.bench.measure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator.."));
    }

    @Test
    void protobuf_isImported_inExportAndTrackers() {
        onlyIn("dev.sluice.[export|trackers]..", "com.google.protobuf..", "onnx..");
    }

    @Test
    void onnxRuntime_isImported_inExportAndWhereItIsTimed() {
        onlyIn("dev.sluice.[export|bench]..", "ai.onnxruntime..");
    }

    @Test
    void foreignFiles_areShownAndChecked_withoutBeingRun() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.sluice.export.onnx..", "dev.sluice.export.lint..", "dev.sluice.export.show..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.export.runtime..", "ai.onnxruntime..")
                .because("a hostile file must not reach native code before its nodes are known"));
    }

    @Test
    void webServer_isImported_inTheDashboard() {
        onlyIn("dev.sluice.dashboard..", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");
    }

    @Test
    void hdf5_isImported_inKeras() {
        onlyIn("dev.sluice.export.keras..", "io.jhdf..");
    }

    @Test
    void picocliAndLogback_areImported_byCommands() {
        onlyIn("dev.sluice.[cli|bench]..", "picocli..");
        onlyIn("dev.sluice.cli..", "ch.qos.logback..");
    }

    @Test
    void guava_isImported_nowhere() {
        onlyIn("nowhere..", "com.google.common..");
    }

    @Test
    void exceptions_thrown_haveMeaning() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS, notGenerated());
    }

    @Test
    void standardStreams_areUsed_onlyByTheProgram() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, not(resideInAPackage("dev.sluice.cli..")));
    }

    @Test
    void randomNumbers_comeFrom_ourOwnGenerator() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .because(
                        "a random number is a function of seed, purpose, step and position, never of who asked first"));
    }

    @Test
    void classes_areFinalAbstractOrSealed() {
        check(
                classes()
                        .that(not(anonymous()))
                        .should(beClosed())
                        .because("concrete methods are never overridden: vary by wrapping"),
                notGenerated());
    }

    @Test
    void packages_areNullMarked() {
        List<String> unmarked = new ArrayList<>();
        SLUICE.that(notGenerated()).stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> each.tryGetAnnotationOfType(NullMarked.class).isEmpty())
                .forEach(each -> unmarked.add(each.getName()));
        assertThat(unmarked)
                .as("packages without @NullMarked in their package-info.java")
                .isEmpty();
    }

    @Test
    void packagePages_sayWhatToReadFirst() throws IOException {
        assertThat(sources("main", text -> true, "package-info.java"))
                .hasSizeGreaterThan(50)
                .containsExactlyElementsOf(
                        sources("main", text -> READ_FIRST.matcher(text).find(), "package-info.java"));
    }

    @Test
    void tests_waitForEvents_notForTime() throws IOException {
        // Written so that this file does not find itself.
        assertThat(sources("test", text -> text.contains("Thread." + "sleep("), ".java"))
                .as("tests that sleep: they are slow, or fail on a slow machine")
                .isEmpty();
    }

    /** Source files of all modules whose names end so and whose texts are such. */
    private static List<String> sources(String kind, Predicate<String> text, String ending) throws IOException {
        List<String> found = new ArrayList<>();
        for (Module module : MODULES) {
            Path root = Path.of("..", module.name(), "src", kind, "java");
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(Files::isRegularFile)
                            .filter(each -> each.toString().endsWith(ending))
                            .sorted()
                            .toList()) {
                        if (text.test(Files.readString(file))) {
                            found.add(file.toString());
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void onlyIn(String home, String... libraries) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries));
    }

    private static void check(ArchRule rule) {
        // A room may still be empty; that the scan sees classes at all is a test of its own.
        rule.allowEmptyShould(true).check(SLUICE);
    }

    private static void check(ArchRule rule, DescribedPredicate<JavaClass> where) {
        rule.allowEmptyShould(true).check(SLUICE.that(where));
    }

    private static DescribedPredicate<JavaClass> notGenerated() {
        return not(resideInAPackage(GENERATED));
    }

    private static DescribedPredicate<JavaClass> anonymous() {
        return DescribedPredicate.describe("are anonymous", JavaClass::isAnonymousClass);
    }

    private static DescribedPredicate<JavaClass> pluginsAndTheirModules() {
        return DescribedPredicate.describe(
                "are plugins or their Guice modules",
                type -> type.isAssignableTo("dev.sluice.core.plugin.SluicePlugin")
                        || type.isAssignableTo("com.google.inject.Module"));
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be final, abstract, an interface, a record, an enum or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.isInterface()
                        || type.isRecord()
                        || type.isEnum()
                        || type.getEnclosingClass().filter(JavaClass::isEnum).isPresent()
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed();
                events.add(
                        new SimpleConditionEvent(type, closed, type.getName() + " could be extended: make it final"));
            }
        };
    }
}
