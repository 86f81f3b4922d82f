package dev.sluice.icu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class IcuWordsTest {
    private final IcuWords words = new IcuWords(new IcuWords.Options("", true));

    private List<String> symbols(String text) {
        return words.symbols(text, Integer.MAX_VALUE);
    }

    @Test
    void symbols_chinese_areWordsOfTheDictionary() {
        assertThat(symbols("这是一个简单的测试。")).containsExactly("这", "是", "一个", "简单", "的", "测试", "。");
    }

    @Test
    void symbols_japanese_areWordsOfTheDictionary() {
        assertThat(symbols("私は学生です。猫が好きだ。")).containsExactly("私", "は", "学生", "です", "。", "猫", "が", "好き", "だ", "。");
    }

    @Test
    void symbols_thai_areWordsOfTheDictionary() {
        assertThat(symbols("ภาษาไทยไม่มีช่องว่างระหว่างคำ"))
                .containsExactly("ภาษา", "ไทย", "ไม่มี", "ช่อง", "ว่าง", "ระหว่าง", "คำ");
    }

    @Test
    void symbols_scriptsWithSpaces_areWordsAndSigns() {
        assertThat(symbols("Don't pay $3.50 now!")).containsExactly("Don't", "pay", "$", "3.50", "now", "!");
        assertThat(symbols("저는 학생입니다.")).containsExactly("저는", "학생입니다", ".");
    }

    @Test
    void symbols_withoutSigns_areWordsAlone() {
        assertThat(new IcuWords(new IcuWords.Options("", false)).symbols("Ja, 私は。", 9))
                .containsExactly("Ja", "私", "は");
    }

    @Test
    void text_ofWords_hasSpacesWhereTheScriptHas() {
        for (String text : List.of("这是一个简单的测试。", "私は学生です。", "ภาษาไทย", "저는 학생입니다.", "Is it (so), he said?")) {
            assertThat(words.text(symbols(text))).isEqualTo(text);
        }
    }

    @Test
    void new_wrongLanguage_isRefusedInWords() {
        assertThatThrownBy(() -> new IcuWords(new IcuWords.Options("no language", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("language must be a BCP 47 tag, such as th or zh-Hant, but is 'no language'");
    }
}
