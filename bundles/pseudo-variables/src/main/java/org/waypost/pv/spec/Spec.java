package org.waypost.pv.spec;

import java.util.List;

/**
 * One pseudo-variable as it is written, in its parts.
 *
 * @param name without the {@code $}
 * @param inner what stands in the parentheses after the name; empty if there are none
 * @param index what stands in the brackets; empty if there are none
 * @param transformations what stands in each pair of braces
 * @param end index in the text after the variable
 */
public record Spec(String name, String inner, String index, List<String> transformations, int end) {}
