package org.waypost.console;

import java.util.Map;

/** Some endpoints of the console, by their path below {@code /console/api/}; whiteboard services of this bundle. */
interface Section {

    /** Answers a request with what becomes JSON: maps, lists, records' values, text and numbers. */
    @FunctionalInterface
    interface Endpoint {
        Object answer(ApiRequest request);
    }

    /** What GET reads. */
    Map<String, Endpoint> reads();

    /** What POST changes. */
    Map<String, Endpoint> changes();
}
