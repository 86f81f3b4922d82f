/**
 * Which language is this name from? A complete experiment on data that every JDK carries.
 */
@NullMarked
package dev.sluice.examples.languageid;

import org.jspecify.annotations.NullMarked;
