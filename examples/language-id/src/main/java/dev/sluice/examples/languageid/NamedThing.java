package dev.sluice.examples.languageid;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Something that has a name in many languages.
 *
 * @param code what the JDK answers where a language has no name for it
 * @param nameIn its name in a language
 */
record NamedThing(String code, Function<Locale, String> nameIn) {
    /**
     * All countries, languages (ISO 639-1), currencies, months and days of the week that the JDK knows.
     *
     * <p>Time zones are left out: most of their names are put together from a city and a pattern, or are offsets.
     */
    static List<NamedThing> all() {
        List<NamedThing> things = new ArrayList<>();
        for (String code : Locale.getISOCountries()) {
            things.add(new NamedThing(code, new Locale.Builder().setRegion(code).build()::getDisplayCountry));
        }
        for (String code : Locale.getISOLanguages()) {
            things.add(new NamedThing(code, Locale.of(code)::getDisplayLanguage));
        }
        for (Currency currency : Currency.getAvailableCurrencies()) {
            things.add(new NamedThing(currency.getCurrencyCode(), currency::getDisplayName));
        }
        // Stand-alone names: inside a date many languages inflect them.
        Arrays.stream(Month.values())
                .map(month -> new NamedThing(
                        Integer.toString(month.getValue()),
                        language -> month.getDisplayName(TextStyle.FULL_STANDALONE, language)))
                .forEach(things::add);
        Arrays.stream(DayOfWeek.values())
                .map(day -> new NamedThing(
                        Integer.toString(day.getValue()),
                        language -> day.getDisplayName(TextStyle.FULL_STANDALONE, language)))
                .forEach(things::add);
        return things;
    }
}
