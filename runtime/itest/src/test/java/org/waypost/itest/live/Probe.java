package org.waypost.itest.live;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change of parameters in a running container and what shows that it is in force: the same look at the container tells one thing
 * before it and another after it.
 *
 * @param changes one parameter, or several that the same look shows
 * @param given what else has to be set for it to be seen
 * @param before what is seen with the parameters as they were; a regular expression if it begins with {@code ~}
 * @param after what is seen with the change
 * @param back what is seen after it was set back
 * @param isTimed whether a timer has to run before it is seen; if not it is on the very next request
 */
record Probe(
        List<Setting> changes,
        List<Setting> given,
        Look look,
        String before,
        String after,
        String back,
        boolean isTimed) {

    /** Something that is done with the container, and what was seen. */
    @FunctionalInterface
    interface Look {
        String at(Bench bench) throws Exception;
    }

    static Probe of(String... changes) {
        return new Probe(settings(changes), List.of(), bench -> "", "", "", "", false);
    }

    Probe given(String... settings) {
        return new Probe(changes, settings(settings), look, before, after, back, isTimed);
    }

    Probe shows(String seenBefore, String seenAfter, Look shown) {
        return new Probe(changes, given, shown, seenBefore, seenAfter, seenBefore, isTimed);
    }

    /** It cannot be taken back. */
    Probe forGood() {
        return new Probe(changes, given, look, before, after, after, isTimed);
    }

    Probe inTime() {
        return new Probe(changes, given, look, before, after, back, true);
    }

    private static List<Setting> settings(String... texts) {
        return Stream.of(texts).map(Setting::of).toList();
    }

    @Override
    public String toString() {
        return changes.stream().map(Setting::toString).collect(Collectors.joining(", "));
    }
}
