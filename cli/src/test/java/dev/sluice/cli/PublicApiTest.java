package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/**
 * Holds the public boundary: the types with {@code @API} are those of {@code docs/api.md}, they show no others, and examples and
 * the templates of plugins need no others. Members that are public only for Sluice's other modules are {@code INTERNAL}.
 */
final class PublicApiTest {
    private static final Path ROOT = Path.of("..");

    private static final JavaClasses SLUICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    private static final DescribedPredicate<JavaAnnotation<?>> INTERNAL = DescribedPredicate.describe(
            "@API(status = INTERNAL)",
            annotation -> annotation.getRawType().isEquivalentTo(API.class)
                    && annotation.as(API.class).status() == API.Status.INTERNAL);

    /** Libraries whose types may appear in signatures; the JDK's always may. */
    private static final List<String> LIBRARIES =
            List.of("com.google.inject.", "org.junit.jupiter.", "org.jspecify.", "org.apiguardian.");

    /** A row of a table in the page: a link to the source of a type. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| \\[`\\w+`]\\(\\.\\./\\w+/src/main/java/(dev/sluice/[\\w/]+)\\.java\\)", Pattern.MULTILINE);

    private static final Pattern NAMED = Pattern.compile("\\bdev\\.sluice(?:\\.[a-z0-9]+)+\\.[A-Z]\\w*");

    @Test
    void page_namesTheTypes_thatAreMarked() throws IOException {
        Set<String> page = ROW.matcher(Files.readString(ROOT.resolve("docs/api.md")))
                .results()
                .map(row -> row.group(1).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(without(marked(), page)).as("marked with @API, but not in docs/api.md").isEmpty();
        assertThat(without(page, marked())).as("in docs/api.md, but not marked with @API").isEmpty();
    }

    @Test
    void marks_areOnTopLevelTypes_andOnMembersOfThem() {
        assertThat(SLUICE.stream()
                        .filter(type -> type.isAnnotatedWith(API.class))
                        .filter(type -> type.getEnclosingClass().isPresent()
                                || !type.getModifiers().contains(JavaModifier.PUBLIC)
                                || isInternal(type)))
                .as("a nested type shares its outer type's mark; a type that is internal has none")
                .isEmpty();
        assertThat(SLUICE.stream()
                        .filter(type -> !isApi(type))
                        .flatMap(type -> type.getMembers().stream())
                        .filter(member -> member.isAnnotatedWith(API.class)))
                .as("members of types that are not API are not API anyway")
                .isEmpty();
    }

    @Test
    void signatures_ofApi_showApiAlone() {
        TreeMap<String, Set<String>> shown = new TreeMap<>();
        SLUICE.stream()
                .filter(PublicApiTest::isApi)
                .filter(PublicApiTest::isVisible)
                .forEach(type -> declared(type)
                        .forEach((place, types) -> types.filter(PublicApiTest::isStrange)
                                .forEach(strange -> shown.computeIfAbsent(strange.getName(), key -> new TreeSet<>())
                                        .add(place))));

        assertThat(shown).as("types that are not API, and where API shows them").isEmpty();
    }

    @Test
    void examplesAndTemplates_useApiAlone() throws IOException {
        Set<String> strange = new TreeSet<>();
        for (String home : List.of("examples", "cli/src/main/resources/dev/sluice/cli/template")) {
            for (Path file : sources(ROOT.resolve(home))) {
                NAMED.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .filter(SLUICE::contain)
                        .filter(name -> !isApi(SLUICE.get(name)))
                        .forEach(name -> strange.add(file.getFileName() + ": " + name));
            }
        }

        assertThat(strange)
                .as("types that are not API in examples and templates")
                .isEmpty();
    }

    @Test
    void programOfTheLibraryPage_usesApiAlone() {
        JavaClasses program = new ClassFileImporter().importClasses(LayerFromJava.class);
        assertThat(program.stream()
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .filter(access -> access.getTargetOwner().getName().startsWith("dev.sluice."))
                        .filter(access -> !access.getTargetOwner().isEquivalentTo(LayerFromJava.class))
                        .filter(access -> !isApi(access.getTargetOwner()) || isInternal(access))
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    private static Set<String> marked() {
        return SLUICE.stream()
                .filter(type -> type.isAnnotatedWith(API.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types in the declaration of a type and of its visible members, by place. */
    private static TreeMap<String, Stream<JavaClass>> declared(JavaClass type) {
        TreeMap<String, List<JavaType>> found = new TreeMap<>();
        List<JavaType> own = new ArrayList<>(type.getInterfaces());
        type.getSuperclass().ifPresent(own::add);
        own.addAll(type.getTypeParameters());
        found.put(type.getName(), own);
        for (JavaMember member : type.getMembers()) {
            if (!isOpen(member.getModifiers())
                    || member.getModifiers().contains(JavaModifier.SYNTHETIC)
                    || isInternal(member)) {
                continue;
            }
            found.computeIfAbsent(type.getName() + "." + member.getName(), key -> new ArrayList<>())
                    .addAll(types(member));
        }
        TreeMap<String, Stream<JavaClass>> raw = new TreeMap<>();
        found.forEach((place, types) ->
                raw.put(place, types.stream().flatMap(each -> each.getAllInvolvedRawTypes().stream())));
        return raw;
    }

    private static List<JavaType> types(JavaMember member) {
        List<JavaType> types = new ArrayList<>();
        if (member instanceof JavaField field) {
            types.add(field.getType());
        } else if (member instanceof JavaCodeUnit code) {
            types.add(code.getReturnType());
            types.addAll(code.getParameterTypes());
            types.addAll(code.getTypeParameters());
            types.addAll(code.getExceptionTypes());
        }
        return types;
    }

    private static boolean isStrange(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        String name = base.getName();
        return !base.isPrimitive()
                && !name.startsWith("java.")
                && LIBRARIES.stream().noneMatch(name::startsWith)
                && !isApi(base);
    }

    private static boolean isApi(JavaClass type) {
        return outermost(type).isAnnotatedWith(API.class);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static boolean isVisible(JavaClass type) {
        return isOpen(type.getModifiers())
                && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isInternal(JavaAccess<?> access) {
        return access.getTarget().resolveMember().map(PublicApiTest::isInternal).orElse(false);
    }

    private static boolean isInternal(CanBeAnnotated member) {
        return member.isAnnotatedWith(INTERNAL);
    }
}
