package dev.sluice.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CldrNamesTest {
    @Test
    void read_fewLanguages_labelsNamesWithEveryLanguageThatUsesThem() {
        List<Name> names = CldrNames.read(300, Set.of("de", "it", "ja", "nl"));

        assertThat(languagesOf(names, "Deutschland")).containsExactly("de");
        assertThat(languagesOf(names, "Germania")).containsExactly("it");
        assertThat(languagesOf(names, "日本")).containsExactly("ja");
        assertThat(languagesOf(names, "Montag")).containsExactly("de");
        assertThat(languagesOf(names, "Arabisch")).containsExactly("de", "nl");
    }

    @Test
    void read_namesLikeTheEnglishOrUntranslated_areNotALanguagesOwn() {
        List<Name> names = CldrNames.read(1, Set.of("de", "asa"));

        assertThat(languagesOf(names, "Sudan")).as("English too").isEmpty();
        assertThat(languagesOf(names, "Turkish Lira (1922-2005)"))
                .as("what the JDK says without a translation")
                .isEmpty();
        assertThat(languagesOf(names, "TRL")).as("a code").isEmpty();
    }

    @Test
    void read_twoCodesOfOneLanguage_firstStays() {
        List<Name> names = CldrNames.read(300, Set.of("nb", "no"));

        assertThat(names).isNotEmpty().allMatch(name -> name.languages().equals(Set.of("nb")));
    }

    @Test
    void read_unknownOrTooSmallLanguage_saysWhich() {
        assertThatThrownBy(() -> CldrNames.read(300, Set.of("de", "qqq")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'qqq' has no names");
    }

    @Test
    void read_anotherDefaultLocale_sameNames() {
        Locale before = Locale.getDefault();
        List<Name> expected = CldrNames.read(300, Set.of("de", "tr"));
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(CldrNames.read(300, Set.of("de", "tr"))).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void read_moreNamesThanAnyLanguageHas_saysWhatToDo() {
        assertThatThrownBy(() -> CldrNames.read(100_000, Set.of("de")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 100000 names of its own")
                .hasMessageContaining("lower 'min_names'");
    }

    @Test
    void load_everyLanguage_isTheWholeDataSet() {
        List<Example> examples =
                new CldrNamesSource(new CldrNamesOptions(300, List.of())).load(Reading.of(Path.of("")));

        TreeMap<String, Integer> perLanguage = new TreeMap<>();
        TreeSet<String> texts = new TreeSet<>();
        String previous = "";
        for (Example example : examples) {
            String text = ((Sequence.Text) example.sequence()).text();
            assertThat(text).isGreaterThan(previous).isEqualTo(text.strip());
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
            ((Target.Labels) example.target()).labels().forEach(label -> perLanguage.merge(label, 1, Integer::sum));
            texts.add(text);
            previous = text;
        }
        // Bounds, not numbers: each JDK brings its own CLDR.
        assertThat(texts).hasSize(examples.size()).hasSizeBetween(65_000, 85_000);
        assertThat(perLanguage).hasSizeBetween(155, 185).doesNotContainKeys("en", "no");
        assertThat(perLanguage.values()).allMatch(count -> count >= 300);
        assertThat(perLanguage.values().stream().mapToInt(count -> count).sum()).isBetween(80_000, 105_000);
    }

    private static Collection<String> languagesOf(List<Name> names, String text) {
        return names.stream()
                .filter(name -> name.text().equals(text))
                .flatMap(name -> name.languages().stream())
                .toList();
    }
}
