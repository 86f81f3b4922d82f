/**
 * Which language is this name from? A complete experiment on data that every JDK carries. Read {@link
 * dev.sluice.examples.languageid.CldrNames} for the data; {@link
 * dev.sluice.examples.languageid.LanguageIdPlugin} brings the data into experiment files.
 */
@NullMarked
package dev.sluice.examples.languageid;

import org.jspecify.annotations.NullMarked;
