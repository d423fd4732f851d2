package org.waypost.pv.spec;

/**
 * What the documentation says of a variable or a transformation.
 *
 * @param syntax as it is written
 * @param assignable whether it can be set
 * @param text one sentence
 */
public record Description(String syntax, boolean assignable, String text) {}
