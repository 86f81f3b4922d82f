package dev.sluice.examples.languageid;

import dev.sluice.core.data.DataException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names of countries, languages, currencies, months and days in 165 languages (JDK 25), from the Unicode Common Locale Data
 * Repository (CLDR) that every JDK carries.
 *
 * <p>A language's own names are those that differ from the English name of the same thing and from what the JDK says
 * where it has no translation at all (for currencies an older English list, which would otherwise look like 38 names
 * of each little-translated language). So English itself is never among the answers.
 *
 * <p>Languages are read in the script they are usually written in: {@code zh} is simplified Chinese, {@code sr} Serbian
 * in Cyrillic letters; {@code zh-Hant}, {@code sr-Latn} and the varieties of countries are not read. Two codes for one
 * language ({@code nb} and {@code no}) give equal lists; the first in the alphabet stays.
 *
 * <p>What comes out depends on the JDK's version alone, which brings its version of CLDR.
 */
public final class CldrNames {
    private static final Set<String> ALL_LANGUAGES = Set.of();

    private CldrNames() {}

    /**
     * The names of every language that has at least so many of its own, sorted by UTF-16 code units.
     *
     * @throws DataException if no language has
     */
    public static List<Name> read(int minNames) {
        return read(minNames, ALL_LANGUAGES);
    }

    /**
     * As {@link #read(int)}, from the given languages; all if none are given.
     *
     * @throws DataException if one of them is unknown or has too few names
     */
    static List<Name> read(int minNames, Collection<String> onlyLanguages) {
        SortedMap<String, SortedSet<String>> byLanguage = ownNames(languages(onlyLanguages));
        for (String language : new TreeSet<>(onlyLanguages)) {
            SortedSet<String> names = byLanguage.get(language);
            if (names == null || names.size() < minNames) {
                throw new DataException("each of 'languages' must be an ISO 639 code with at least " + minNames
                        + " names of its own, but '" + language + "' has "
                        + (names == null || names.isEmpty() ? "no names" : names.size())
                        + "; correct the code, leave it out or lower 'min_names'");
            }
        }
        SortedMap<String, SortedSet<String>> byText = new TreeMap<>();
        Set<SortedSet<String>> seen = new HashSet<>();
        byLanguage.forEach((language, names) -> {
            if (names.size() >= minNames && seen.add(names)) {
                names.forEach(text ->
                        byText.computeIfAbsent(text, none -> new TreeSet<>()).add(language));
            }
        });
        if (byText.isEmpty()) {
            throw new DataException("at least one language must have " + minNames
                    + " names of its own, but none of " + byLanguage.size()
                    + " has: lower 'min_names', or use a Java runtime that has the module jdk.localedata"
                    + " (this one is " + Runtime.version() + ")");
        }
        return byText.entrySet().stream()
                .map(entry -> new Name(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Those asked for as they stand, since the JDK takes a while to list all that it has; one it does not know has no names. */
    private static List<String> languages(Collection<String> only) {
        if (!only.isEmpty()) {
            return List.copyOf(new TreeSet<>(only));
        }
        return Arrays.stream(Locale.getAvailableLocales())
                .map(Locale::getLanguage)
                .filter(language -> !language.isEmpty())
                .sorted()
                .distinct()
                .toList();
    }

    /** The own names of each language. Loading a language's tables is what takes time, so they are loaded in parallel. */
    private static SortedMap<String, SortedSet<String>> ownNames(List<String> languages) {
        List<NamedThing> things = NamedThing.all();
        List<Set<String>> foreign = things.stream().map(CldrNames::foreignNames).toList();
        Map<String, SortedSet<String>> unordered = languages.parallelStream()
                .collect(Collectors.toConcurrentMap(language -> language, language -> {
                    Locale locale = Locale.of(language);
                    SortedSet<String> names = new TreeSet<>();
                    for (int i = 0; i < things.size(); i++) {
                        String name = clean(things.get(i).nameIn().apply(locale));
                        if (!name.isEmpty() && !foreign.get(i).contains(name)) {
                            names.add(name);
                        }
                    }
                    return names;
                }));
        return new TreeMap<>(unordered);
    }

    /** Texts that the JDK gives in place of a name in the language asked for. */
    private static Set<String> foreignNames(NamedThing thing) {
        return Set.copyOf(List.of(
                thing.code(),
                clean(thing.nameIn().apply(Locale.ENGLISH)),
                clean(thing.nameIn().apply(Locale.ROOT))));
    }

    private static String clean(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    }
}
